import { type Address, numberToHex, parseEther } from 'viem'
import type { Keyring } from './keys.ts'
import { rpc } from './rpc.ts'

/** Keys that the parameters name with `@`: holders of roles and of SOGNI. */
export const NAMED = [
  'council',
  'guardian',
  'pauser',
  'curator',
  'priceSetter',
  'licenseMinter',
  'fiatMinter',
  'faucet',
  'sponsor',
  'attester',
  'relayer',
] as const

/** Keys that only pay gas, own something, or both. */
const OTHERS = ['deployer', 'bundler', 'modelOwner'] as const

const PURSE = parseEther('1000000')

export function namedAddresses(keys: Keyring): Record<(typeof NAMED)[number], Address> {
  return Object.fromEntries(NAMED.map((name) => [name, keys.account(name).address])) as never
}

/** Gas money out of nothing, as only a local chain has it. */
export async function fundGas(rpcUrl: string, keys: Keyring, more: readonly string[] = []): Promise<void> {
  for (const name of [...NAMED, ...OTHERS, ...more]) {
    await rpc(rpcUrl, 'anvil_setBalance', [keys.account(name).address, numberToHex(PURSE)])
  }
}
