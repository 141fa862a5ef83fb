import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Address, Hex, PublicClient, WalletClient } from 'viem'
import { entryPoint08Address, entryPoint09Address } from 'viem/account-abstraction'
import { canonicalAddress, ensureCanonical, hasCode } from './create2.ts'

export type EntryPointVersion = '0.8' | '0.9'

export const ENTRY_POINTS: Record<EntryPointVersion, Address> = {
  '0.8': entryPoint08Address,
  '0.9': entryPoint09Address,
}

/** Salt of the canonical deployment of version 0.8. */
const SALT = '0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9'

/**
 * Sees to it that the chain has its entry point. Public chains have both; where version 0.8 is missing, the creation code
 * of its npm package gives it its canonical address. Version 0.9 is in no package whose code gives its address.
 */
export async function ensureEntryPoint(
  reader: PublicClient,
  wallet: WalletClient,
  version: EntryPointVersion,
): Promise<Address> {
  const address = ENTRY_POINTS[version]
  if (await hasCode(reader, address)) return address
  if (version !== '0.8') throw new Error(`This chain has no entry point of version ${version} at ${address}`)

  const file = createRequire(import.meta.url).resolve(
    '@account-abstraction/contracts/artifacts/EntryPoint.json',
  )
  const { bytecode } = JSON.parse(readFileSync(file, 'utf8')) as { bytecode: Hex }
  const canonical = { salt: SALT, initCode: bytecode } as const
  if (canonicalAddress(canonical) !== address)
    throw new Error('The package of the entry point is not the one that was deployed everywhere')
  await ensureCanonical(reader, wallet, canonical, 'entry point')
  return address
}
