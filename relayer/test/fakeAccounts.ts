import { type AccountSeed, accountAddress, accountCode, type PasskeyPublicKey } from '@supernet/sdk/protocol'
import { type Address, type Hex, type PublicClient, zeroAddress } from 'viem'

type Execution = { readonly target: Address; readonly value: bigint; readonly callData: Hex }
type Args = readonly [never, never, never, never]

/** The part of a chain that logins ask: where accounts are, whose they are, and their devices. */
export function createFakeAccounts() {
  const made = new Map<Address, PasskeyPublicKey>()
  const devices = new Set<string>()
  const idOf = (account: Address, signer: Hex) => `${account} ${signer}`.toLowerCase()
  const addressOf = (qx: Hex, qy: Hex, salt: Hex, executions: readonly Execution[]) => {
    const birth = executions.map(({ target: to, value, callData: data }) => ({ to, value, data }))
    return accountAddress(zeroAddress, zeroAddress, { qx, qy, salt, birth } satisfies AccountSeed)
  }

  const answers: Record<string, (account: Address, args: Args) => unknown> = {
    accountOf: (_, args) => addressOf(...args),
    implementation: () => zeroAddress,
    signer: (account) => [made.get(account)?.qx, made.get(account)?.qy],
    isDevice: (_, [account, signer]) => devices.has(idOf(account, signer)),
  }
  const chain = {
    getBlock: async () => ({ number: 1n, timestamp: BigInt(Math.floor(Date.now() / 1_000)) }),
    getBlockNumber: async () => 1n,
    getCode: async ({ address }: { address: Address }) => {
      const key = made.get(address)
      return key && accountCode(zeroAddress, key)
    },
    readContract: async (call: { address: Address; functionName: string; args: Args }) =>
      answers[call.functionName]?.(call.address, call.args),
  }
  return {
    chain: chain as unknown as PublicClient,
    /** Puts an account on the chain, or gives it another key. */
    make: (account: Address, { qx, qy }: PasskeyPublicKey) => made.set(account, { qx, qy }),
    addDevice: (account: Address, signer: Hex) => devices.add(idOf(account, signer)),
    removeDevice: (account: Address, signer: Hex) => devices.delete(idOf(account, signer)),
  }
}
