import { isDelegated, preVerificationGas, type UserOperation } from '@supernet/sdk/protocol'
import type { OperationFault } from './operationFault.ts'
import type { OperationPolicy } from './operationPolicy.ts'

/** What the bundler knows before it asks the chain. */
export interface OperationRules {
  readonly policy: OperationPolicy
  /** Chain time, in seconds. */
  readonly now: number
  readonly baseFee: bigint
  readonly minTip: bigint
  readonly maxVerificationGas: bigint
  readonly maxCallGas: bigint
}

/** Gas of a call that does nothing. */
const MIN_CALL_GAS = 9_000n

const invalid = (message: string): OperationFault => ({ code: 'operation-invalid', message })

/** What is wrong with an operation by its fields alone; undefined where nothing is. */
export function checkOperation(operation: UserOperation, rules: OperationRules): OperationFault | undefined {
  const { factory, factoryData } = operation
  if (!isDelegated(operation) && (factory === undefined) !== (factoryData === undefined))
    return invalid('factory and factoryData come together')
  return rules.policy.judge(operation, rules.now) ?? checkGas(operation, rules) ?? checkFees(operation, rules)
}

function checkGas(operation: UserOperation, rules: OperationRules): OperationFault | undefined {
  const { verificationGasLimit, callGasLimit } = operation
  const { paymasterVerificationGasLimit = 0n, paymasterPostOpGasLimit = 0n } = operation
  if (verificationGasLimit > rules.maxVerificationGas)
    return invalid(`verificationGasLimit is above ${rules.maxVerificationGas}`)
  if (paymasterVerificationGasLimit > rules.maxVerificationGas)
    return invalid(`paymasterVerificationGasLimit is above ${rules.maxVerificationGas}`)
  if (paymasterPostOpGasLimit > rules.maxVerificationGas)
    return invalid(`paymasterPostOpGasLimit is above ${rules.maxVerificationGas}`)
  if (callGasLimit > rules.maxCallGas) return invalid(`callGasLimit is above ${rules.maxCallGas}`)
  if (callGasLimit < MIN_CALL_GAS) return invalid(`callGasLimit is below ${MIN_CALL_GAS}`)
  const needed = preVerificationGas(operation, rules.policy.bundleSize)
  if (operation.preVerificationGas < needed)
    return invalid(`preVerificationGas: below the needed ${needed}, got ${operation.preVerificationGas}`)
  return undefined
}

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

/** Nodes and bundlers ask for a tenth more before one takes the place of another. */
const REPLACEMENT_PERCENT = 110n

/** Whether an operation pays enough more to take the place of one with the same sender and nonce. */
export const mayReplace = (
  old: Pick<UserOperation, 'maxFeePerGas' | 'maxPriorityFeePerGas'>,
  fresh: Pick<UserOperation, 'maxFeePerGas' | 'maxPriorityFeePerGas'>,
): boolean =>
  fresh.maxFeePerGas * 100n >= old.maxFeePerGas * REPLACEMENT_PERCENT &&
  fresh.maxPriorityFeePerGas * 100n >= old.maxPriorityFeePerGas * REPLACEMENT_PERCENT
