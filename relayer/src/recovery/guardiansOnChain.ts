import { recoveryValidatorAbi } from '@supernet/sdk/abi'
import { type PasskeyPublicKey, recoveryNonceKey } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import { entryPoint09Abi } from 'viem/account-abstraction'
import type { Common } from '../common.ts'

const ask = ({ network }: Common) =>
  ({ address: network.contracts.recoveryValidator, abi: recoveryValidatorAbi }) as const

/** How many guardians of an account have to sign, none where it has named nobody, and the seconds that they wait. */
export const settingsOf = (common: Common, account: Address): Promise<readonly [number, number]> =>
  common.chain.readContract({ ...ask(common), functionName: 'settingsOf', args: [account] })

export const isGuardian = (common: Common, account: Address, guardian: Address): Promise<boolean> =>
  common.chain.readContract({ ...ask(common), functionName: 'isGuardian', args: [account, guardian] })

/** Number that the next operation of the account's guardians has. */
export const nextNonce = ({ chain, network }: Common, account: Address): Promise<bigint> =>
  chain.readContract({
    address: network.contracts.entryPoint,
    abi: entryPoint09Abi,
    functionName: 'getNonce',
    args: [account, recoveryNonceKey(network.contracts)],
  })

/** Whether the chain has this passkey proposed for the account, also where the index has not come so far. */
export async function isProposed(
  common: Common,
  account: Address,
  { qx, qy }: PasskeyPublicKey,
): Promise<boolean> {
  const waiting = await common.chain.readContract({
    ...ask(common),
    functionName: 'recoveryOf',
    args: [account],
  })
  return waiting.qx === qx && waiting.qy === qy
}
