import { recoveryValidatorAbi } from '@supernet/sdk/abi'
import { BaseError } from '@supernet/sdk/errors'
import {
  MAX_RECOVERY_THRESHOLD,
  type PasskeyPublicKey,
  recoveryNonceKey,
  recoveryOperations,
} from '@supernet/sdk/protocol'
import type { RecoveryDraft } from '@supernet/sdk/schema'
import { type Address, encodeFunctionData } from 'viem'
import { entryPoint09Abi } from 'viem/account-abstraction'
import { createAccountKind } from '../bundler/ourAccounts.ts'
import { revertData, withRevert } from '../bundler/simulateBundle.ts'
import type { Common } from '../common.ts'

const ask = ({ network }: Common) =>
  ({ address: network.contracts.recoveryValidator, abi: recoveryValidatorAbi }) as const

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

/** What guardians of an account sign for a passkey, as the chain stands. Refuses what the chain would not take from them. */
export async function draftRecovery(
  common: Common,
  account: Address,
  key: PasskeyPublicKey,
): Promise<RecoveryDraft> {
  const { chain, network } = common
  const settings = { ...ask(common), functionName: 'settingsOf', args: [account] } as const
  const [threshold, delay] = await chain.readContract(settings)
  if (threshold === 0) throw new BaseError('guardian-unknown', { details: { account } })
  if (threshold > MAX_RECOVERY_THRESHOLD)
    throw new BaseError('recovery-refused', { details: { threshold, most: MAX_RECOVERY_THRESHOLD } })
  // Other code could do what it likes with operations that the relayer pays for.
  if ((await createAccountKind(common)(account)) !== 'ours')
    throw new BaseError('recovery-refused', { details: { reason: 'no account of the factory' } })
  await requireProposable(common, account, key)
  const nonce = await nextNonce(common, account)
  return {
    account,
    threshold,
    delay,
    operations: recoveryOperations(network.contracts, { account, key, nonce }),
  }
}

/** Nobody has signed with the new key yet: that it is a point of the curve is not sure. */
async function requireProposable({ chain, network }: Common, account: Address, { qx, qy }: PasskeyPublicKey) {
  const data = encodeFunctionData({ abi: recoveryValidatorAbi, functionName: 'propose', args: [qx, qy] })
  try {
    await chain.call({ account, to: network.contracts.recoveryValidator, data })
  } catch (error) {
    const reverted = revertData(error)
    if (reverted === undefined) throw error
    throw new BaseError('recovery-refused', { details: { reason: withRevert('propose', reverted) } })
  }
}
