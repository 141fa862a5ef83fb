import { type Address, encodeAbiParameters, type Hex, hexToBytes } from 'viem'
import { getUserOperationHash, toPackedUserOperation } from 'viem/account-abstraction'
import type { UserOperation } from '../schema/userOperation.ts'

export type { UserOperation }

/** Where an operation is sent: the two versions hash and pack it alike. */
export type EntryPoint = { readonly chainId: number; readonly address: Address }

/** What the account's owner signs, and the name under which bundlers know the operation. */
export const hashUserOperation = (entryPoint: EntryPoint, operation: UserOperation): Hex =>
  getUserOperationHash({
    chainId: entryPoint.chainId,
    entryPointAddress: entryPoint.address,
    entryPointVersion: '0.8',
    userOperation: operation,
  })

export type PackedUserOperation = ReturnType<typeof packUserOperation>

/** The form of `handleOps`. */
export function packUserOperation(operation: UserOperation) {
  const { sender, nonce, initCode, callData, accountGasLimits, preVerificationGas, gasFees, ...rest } =
    toPackedUserOperation(operation)
  const { paymasterAndData, signature } = rest
  return {
    sender,
    nonce,
    initCode,
    callData,
    accountGasLimits,
    preVerificationGas,
    gasFees,
    paymasterAndData,
    signature,
  }
}

const packedTuple = {
  type: 'tuple',
  components: [
    { name: 'sender', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'initCode', type: 'bytes' },
    { name: 'callData', type: 'bytes' },
    { name: 'accountGasLimits', type: 'bytes32' },
    { name: 'preVerificationGas', type: 'uint256' },
    { name: 'gasFees', type: 'bytes32' },
    { name: 'paymasterAndData', type: 'bytes' },
    { name: 'signature', type: 'bytes' },
  ],
} as const

/** Bytes that the operation adds to the calldata of `handleOps`. */
export const encodedUserOperation = (operation: UserOperation): Uint8Array =>
  hexToBytes(encodeAbiParameters([packedTuple], [packUserOperation(operation)]))

/** The most that the operation can cost, in wei: what the entry point takes from the paymaster's deposit at first. */
export const maxCostOf = (operation: UserOperation): bigint =>
  (operation.callGasLimit +
    operation.verificationGasLimit +
    operation.preVerificationGas +
    (operation.paymasterVerificationGasLimit ?? 0n) +
    (operation.paymasterPostOpGasLimit ?? 0n)) *
  operation.maxFeePerGas

const VALIDATOR_SHIFT = 32n

/** Nonce key of an account's operations: the module that judges them, none for the owner's passkey. */
export const nonceKeyOf = (validator?: Address, lane = 0): bigint =>
  validator === undefined ? BigInt(lane) : (BigInt(validator) << VALIDATOR_SHIFT) | BigInt(lane)
