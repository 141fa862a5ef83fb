import { isCreation, isDelegated, preVerificationGas, type UserOperation } from '@supernet/sdk/protocol'
import { type Address, hexToNumber, isAddressEqual, size, slice } from 'viem'
import type { OperationFault } from './operationFault.ts'

/** What the bundler knows before it asks the chain. */
export interface OperationRules {
  readonly paymaster: Address
  readonly factory: Address
  /** Chain time, in seconds. */
  readonly now: number
  readonly baseFee: bigint
  readonly minTip: bigint
  readonly maxVerificationGas: bigint
  readonly maxCallGas: bigint
}

/** A bundle may wait for its block: what ends sooner is not taken. */
export const MIN_VALIDITY = 30
/** Gas of a call that does nothing. */
const MIN_CALL_GAS = 9_000n
const VALIDITY_BYTES = 12

const invalid = (message: string): OperationFault => ({ code: 'operation-invalid', message })

/** What is wrong with an operation by its fields alone; undefined where nothing is. */
export function checkOperation(operation: UserOperation, rules: OperationRules): OperationFault | undefined {
  const { paymaster, factory, factoryData } = operation
  if (paymaster === undefined || !isAddressEqual(paymaster, rules.paymaster))
    return {
      code: 'paymaster-rejected',
      message: `only operations that ${rules.paymaster} sponsors are taken`,
    }
  if (factory !== undefined && isCreation(operation) && !isAddressEqual(factory, rules.factory))
    return invalid(`factory must be ${rules.factory}`)
  if (!isDelegated(operation) && (factory === undefined) !== (factoryData === undefined))
    return invalid('factory and factoryData come together')
  return checkGas(operation, rules) ?? checkFees(operation, rules) ?? checkValidity(operation, rules.now)
}

function checkGas(operation: UserOperation, rules: OperationRules): OperationFault | undefined {
  const { verificationGasLimit, callGasLimit, paymasterVerificationGasLimit = 0n } = operation
  if (verificationGasLimit > rules.maxVerificationGas)
    return invalid(`verificationGasLimit is above ${rules.maxVerificationGas}`)
  if (paymasterVerificationGasLimit > rules.maxVerificationGas)
    return invalid(`paymasterVerificationGasLimit is above ${rules.maxVerificationGas}`)
  if (callGasLimit > rules.maxCallGas) return invalid(`callGasLimit is above ${rules.maxCallGas}`)
  if (callGasLimit < MIN_CALL_GAS) return invalid(`callGasLimit is below ${MIN_CALL_GAS}`)
  if ((operation.paymasterPostOpGasLimit ?? 0n) !== 0n) return invalid('the sponsor has no postOp to pay for')
  // Sponsored bundles are shared: the price is that of a place in a full one.
  const needed = preVerificationGas(operation, FULL_BUNDLE)
  if (operation.preVerificationGas < needed)
    return invalid(`preVerificationGas: below the needed ${needed}, got ${operation.preVerificationGas}`)
  return undefined
}

/** Operations that share the cost of a transaction where there is work for it. */
export const FULL_BUNDLE = 10

function checkFees(
  operation: UserOperation,
  { baseFee, minTip }: OperationRules,
): OperationFault | undefined {
  const { maxFeePerGas, maxPriorityFeePerGas } = operation
  if (maxPriorityFeePerGas > maxFeePerGas) return invalid('maxPriorityFeePerGas is above maxFeePerGas')
  if (maxFeePerGas < baseFee + minTip)
    return invalid(`maxFeePerGas is below the base fee with the least tip, ${baseFee + minTip}`)
  return undefined
}

/** The sponsor's approval begins with the times in which it counts. */
function checkValidity({ paymasterData }: UserOperation, now: number): OperationFault | undefined {
  if (paymasterData === undefined || size(paymasterData) < VALIDITY_BYTES)
    return { code: 'signature-invalid', message: 'paymasterData has no approval' }
  const validAfter = hexToNumber(slice(paymasterData, 0, 6))
  const validUntil = hexToNumber(slice(paymasterData, 6, 12))
  if (validAfter > now)
    return { code: 'operation-expired', message: `valid from ${validAfter} on, it is ${now}` }
  if (validUntil < now + MIN_VALIDITY)
    return { code: 'operation-expired', message: `valid until ${validUntil}, too soon at ${now}` }
  return undefined
}

/** Nodes and bundlers ask for a tenth more before one takes the place of another. */
const REPLACEMENT_PERCENT = 110n

/** Whether an operation pays enough more to take the place of one with the same sender and nonce. */
export const mayReplace = (
  old: Pick<UserOperation, 'maxFeePerGas' | 'maxPriorityFeePerGas'>,
  fresh: Pick<UserOperation, 'maxFeePerGas' | 'maxPriorityFeePerGas'>,
): boolean =>
  fresh.maxFeePerGas * 100n >= old.maxFeePerGas * REPLACEMENT_PERCENT &&
  fresh.maxPriorityFeePerGas * 100n >= old.maxPriorityFeePerGas * REPLACEMENT_PERCENT

/** The lane of a nonce: the part of which the account numbers operations one after the other. */
export const laneOf = (nonce: bigint): bigint => nonce >> 64n
