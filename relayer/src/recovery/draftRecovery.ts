import { recoveryValidatorAbi } from '@supernet/sdk/abi'
import { BaseError } from '@supernet/sdk/errors'
import { MAX_RECOVERY_THRESHOLD, type PasskeyPublicKey, recoveryOperations } from '@supernet/sdk/protocol'
import type { RecoveryDraft } from '@supernet/sdk/schema'
import { type Address, encodeFunctionData } from 'viem'
import { createAccountKind } from '../bundler/ourAccounts.ts'
import { revertData, withRevert } from '../bundler/simulateBundle.ts'
import type { Common } from '../common.ts'
import { nextNonce, settingsOf } from './guardiansOnChain.ts'

/** What guardians of an account sign for a passkey, as the chain stands. Refuses what the chain would not take from them. */
export async function draftRecovery(
  common: Common,
  account: Address,
  key: PasskeyPublicKey,
): Promise<RecoveryDraft> {
  const { network } = common
  const [threshold, delay] = await settingsOf(common, account)
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
