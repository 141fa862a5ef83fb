import type { UserOperation } from '@supernet/sdk/protocol'

/** An operation that waits for its bundle. */
export interface Waiting {
  readonly hash: `0x${string}`
  readonly operation: UserOperation
  /** When it came, in milliseconds. */
  readonly at: number
  /** Head of the chain at that time. */
  readonly head: number
}

export interface BundleLimits {
  readonly maxOperations: number
  readonly maxGas: bigint
}

/** What `handleOps` needs beside the limits of its operations, as the entry point demands at its start. */
const BASE_GAS = 100_000n
const OPERATION_GAS = 30_000n
/** EIP-7702: beside the call, for each authorization. */
const AUTHORIZATION_GAS = 25_000n

const limitsOf = (operation: UserOperation): bigint =>
  operation.callGasLimit +
  operation.verificationGasLimit +
  (operation.paymasterVerificationGasLimit ?? 0n) +
  (operation.paymasterPostOpGasLimit ?? 0n)

/**
 * Gas limit of a bundle. The entry point wants a 64th more than an inner call may use to be there when it makes it; the
 * calldata is part of what operations pay for before verification.
 */
export const bundleGas = (operations: readonly UserOperation[]): bigint =>
  operations.reduce(
    (sum, operation) =>
      sum +
      (limitsOf(operation) * 64n) / 63n +
      operation.preVerificationGas +
      OPERATION_GAS +
      (operation.eip7702Auth === undefined ? 0n : AUTHORIZATION_GAS),
    BASE_GAS,
  )

/**
 * The next bundle: the oldest first, one of each sender, since one that is applied can make the next one of its sender
 * fail, and within the gas of a transaction.
 */
export function pickBundle<W extends Waiting>(waiting: readonly W[], limits: BundleLimits): W[] {
  const senders = new Set<string>()
  const picked: W[] = []
  for (const one of waiting) {
    if (picked.length === limits.maxOperations) break
    if (senders.has(one.operation.sender)) continue
    if (bundleGas([...picked, one].map(({ operation }) => operation)) > limits.maxGas) continue
    senders.add(one.operation.sender)
    picked.push(one)
  }
  return picked
}

export interface BundleTriggers {
  readonly maxOperations: number
  readonly maxWaitMs: number
}

/** Whether it is time: by size, by the wait of the oldest, or because a block has gone by without it. */
export function isDue(
  picked: readonly Waiting[],
  triggers: BundleTriggers,
  now: { readonly ms: number; readonly head: number },
): boolean {
  const [oldest] = picked
  if (oldest === undefined) return false
  return (
    picked.length >= triggers.maxOperations ||
    now.ms - oldest.at >= triggers.maxWaitMs ||
    now.head > oldest.head
  )
}
