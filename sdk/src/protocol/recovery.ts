import { type Address, encodeFunctionData, type Hex } from 'viem'
import { recoveryValidatorAbi } from '../abi/recoveryValidator.ts'
import { supernetAccountAbi } from '../abi/supernetAccount.ts'
import type { Contracts } from '../schema/network.ts'
import type { RecoveryOperations } from '../schema/recovery.ts'
import { encodeAccountCalls } from './accountCalls.ts'
import { encodeGuardianSignatures } from './accountSignatures.ts'
import type { PasskeyPublicKey } from './passkeySignature.ts'
import { nonceKeyOf, type UserOperation } from './userOperation.ts'

type Recovering = Pick<Contracts, 'recoveryValidator'>

/**
 * Gas limits of a recovery. They are a part of what is signed, so they are the same whoever signs: enough for guardians that
 * are contracts. Whoever sends it pays for what it uses, and the account for nothing.
 */
const GAS = {
  callGasLimit: 300_000n,
  verificationGasLimit: 4_000_000n,
  preVerificationGas: 300_000n,
  maxFeePerGas: 0n,
  maxPriorityFeePerGas: 0n,
} as const

/** Guardians that have to sign at most where a relayer carries the recovery: what those limits are enough for. */
export const MAX_RECOVERY_THRESHOLD = 8

/** Numbers of the operations that guardians sign, for `getNonce` of the entry point. */
export const recoveryNonceKey = ({ recoveryValidator }: Recovering): bigint => nonceKeyOf(recoveryValidator)

/** Call data of the operation that proposes a passkey. */
export const encodeProposal = ({ recoveryValidator }: Recovering, { qx, qy }: PasskeyPublicKey): Hex =>
  encodeAccountCalls([
    {
      to: recoveryValidator,
      data: encodeFunctionData({ abi: recoveryValidatorAbi, functionName: 'propose', args: [qx, qy] }),
    },
  ])

/** Call data of the only operation that puts it in place, as `completion` of the module gives it. */
export const encodeCompletion = (
  { recoveryValidator }: Recovering,
  account: Address,
  { qx, qy }: PasskeyPublicKey,
): Hex =>
  encodeAccountCalls([
    {
      to: recoveryValidator,
      data: encodeFunctionData({ abi: recoveryValidatorAbi, functionName: 'complete', args: [qx, qy] }),
    },
    {
      to: account,
      data: encodeFunctionData({ abi: supernetAccountAbi, functionName: 'rotateKey', args: [qx, qy] }),
    },
  ])

/**
 * What guardians sign so that `key` owns `account`: the proposal under the next number of {@link recoveryNonceKey}, the
 * completion under the one after it. Who signs computes them itself, and signs no others: a wallet their typed data as it is, an
 * account by ERC-7739.
 */
export function recoveryOperations(
  contracts: Recovering,
  { account, key, nonce }: { account: Address; key: PasskeyPublicKey; nonce: bigint },
): RecoveryOperations {
  const common = { sender: account, ...GAS, signature: '0x' } as const
  return {
    proposal: { ...common, nonce, callData: encodeProposal(contracts, key) },
    completion: { ...common, nonce: nonce + 1n, callData: encodeCompletion(contracts, account, key) },
  }
}

/** The operation as the entry point takes it. */
export const signedByGuardians = (
  operation: UserOperation,
  signed: readonly { guardian: Address; signature: Hex }[],
): UserOperation => ({
  ...operation,
  signature: encodeGuardianSignatures(
    signed.map(({ guardian, signature }) => ({ signer: guardian, signature })),
  ),
})
