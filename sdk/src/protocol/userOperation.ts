import {
  type Address,
  encodeAbiParameters,
  getAddress,
  type Hex,
  hexToBytes,
  numberToHex,
  type TypedDataDefinition,
} from 'viem'
import {
  getUserOperationHash,
  getUserOperationTypedData,
  toPackedUserOperation,
} from 'viem/account-abstraction'
import { DELEGATED_FACTORY, type UserOperation } from '../schema/userOperation.ts'

export type { UserOperation }

/** Where an operation is sent: the two versions hash and pack it alike. */
export type EntryPoint = { readonly chainId: number; readonly address: Address }

/** Whether the sender says to be a wallet's own address with delegated code (EIP-7702). */
export const isDelegated = ({ factory }: UserOperation): boolean => factory === DELEGATED_FACTORY

/** Whether the operation makes its account. */
export const isCreation = (operation: UserOperation): boolean =>
  operation.factory !== undefined && !isDelegated(operation)

/** In the form of viem, which knows the delegate by the authorization. */
function withDelegate({ eip7702Auth, ...operation }: UserOperation, delegate = eip7702Auth?.address) {
  if (delegate === undefined || !isDelegated(operation)) return operation
  const authorization = { address: delegate, chainId: 0, nonce: 0, r: '0x', s: '0x', yParity: 0 } as const
  return { ...operation, authorization }
}

/**
 * What the account's owner signs, and the name under which bundlers know the operation. Of a delegated wallet the code that
 * it runs is a part: that of the authorization, or the `delegate` that the chain has.
 */
export const hashUserOperation = (
  entryPoint: EntryPoint,
  operation: UserOperation,
  delegate?: Address,
): Hex =>
  getUserOperationHash({
    chainId: entryPoint.chainId,
    entryPointAddress: entryPoint.address,
    entryPointVersion: '0.8',
    userOperation: withDelegate(operation, delegate),
  })

/** The typed data whose hash that is, for wallets that show what they sign; not of delegated wallets. */
export const typedUserOperation = (entryPoint: EntryPoint, operation: UserOperation): TypedDataDefinition =>
  getUserOperationTypedData({
    chainId: entryPoint.chainId,
    entryPointAddress: entryPoint.address,
    userOperation: operation,
  }) as TypedDataDefinition

/** The form of `handleOps`. */
export function packUserOperation(operation: UserOperation) {
  const { sender, nonce, initCode, callData, accountGasLimits, preVerificationGas, gasFees, ...rest } =
    toPackedUserOperation(withDelegate(operation))
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

/** Fields of the packed form that say what is done and at what price, without who pays for it. */
export const packedFields = [
  { name: 'sender', type: 'address' },
  { name: 'nonce', type: 'uint256' },
  { name: 'initCode', type: 'bytes' },
  { name: 'callData', type: 'bytes' },
  { name: 'accountGasLimits', type: 'bytes32' },
  { name: 'preVerificationGas', type: 'uint256' },
  { name: 'gasFees', type: 'bytes32' },
] as const

const packedTuple = {
  type: 'tuple',
  components: [
    ...packedFields,
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

/** Nobody finds a key, or a salt, for an address so small: a nonce that names one names no module. */
const LEAST_ADDRESS = 2n ** 64n

/** The module that a nonce says to judge its operation; undefined where that is the account itself. */
export function moduleOf(nonce: bigint): Address | undefined {
  const module = nonce >> (64n + VALIDATOR_SHIFT)
  return module < LEAST_ADDRESS ? undefined : getAddress(numberToHex(module, { size: 20 }))
}
