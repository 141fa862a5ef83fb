import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { UserOperation } from '@supernet/sdk/protocol'
import { type Address, concatHex, type Hex } from 'viem'
import { entryPoint08Address } from 'viem/account-abstraction'
import { admitAll, type Entry } from '../src/bundler/admission.ts'
import { faultError } from '../src/bundler/rpcError.ts'
import type { Transaction } from '../src/store/database.ts'
import type { TestChain } from './anvil.ts'

const CREATE2_DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const SALT = '0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9'
/** Accounts that take every operation, and none: code that answers 0, and 1, whatever it is asked. */
const WILLING: Hex = '0x600060005260206000f3'
const UNWILLING: Hex = '0x600160005260206000f3'

/** One that takes every operation in a trial, where gas has no price, and none on chain. */
const FICKLE: Hex = '0x3a151560005260206000f3'

/** The real entry point 0.8 at its address, on a bare anvil. */
export async function deployEntryPoint(chain: TestChain, from: Address): Promise<Address> {
  const file = createRequire(import.meta.url).resolve(
    '@account-abstraction/contracts/artifacts/EntryPoint.json',
  )
  const { bytecode } = JSON.parse(readFileSync(file, 'utf8')) as { bytecode: Hex }
  await chain.rpc('anvil_impersonateAccount', [from])
  const data = concatHex([SALT, bytecode])
  await chain.rpc('eth_sendTransaction', [{ from, to: CREATE2_DEPLOYER, data, gas: '0x989680' }])
  await chain.mine()
  await chain.rpc('anvil_stopImpersonatingAccount', [from])
  return entryPoint08Address
}

export const setWilling = (chain: TestChain, account: Address) =>
  chain.rpc('anvil_setCode', [account, WILLING])
export const setUnwilling = (chain: TestChain, account: Address) =>
  chain.rpc('anvil_setCode', [account, UNWILLING])

export const setFickle = (chain: TestChain, account: Address) => chain.rpc('anvil_setCode', [account, FICKLE])

/** An operation without a fee: whoever sends it pays. */
export const freeOperation = (sender: Address, change: Partial<UserOperation> = {}): UserOperation => ({
  sender,
  nonce: 0n,
  callData: '0x12345678',
  callGasLimit: 50_000n,
  verificationGasLimit: 50_000n,
  preVerificationGas: 50_000n,
  maxFeePerGas: 0n,
  maxPriorityFeePerGas: 0n,
  signature: '0x',
  ...change,
})

/** Takes one operation without a trial, or throws why not. */
export async function admit(tx: Transaction, entry: Entry): Promise<void> {
  const found = (await admitAll(tx, [entry])).get(entry.hash)
  if (found !== undefined) throw faultError(found)
}
