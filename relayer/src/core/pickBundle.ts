import type { UserOperation } from '@supernet/sdk/protocol'
import type { NextBlock } from './blockClock.ts'

/** An operation that waits for its bundle. */
export interface Waiting {
  readonly hash: `0x${string}`
  readonly operation: UserOperation
  /** When it came, in milliseconds. */
  readonly at: number
  /** Head of the chain at that time. */
  readonly head: number
  /** Operations that its bundle has at most, after one reverted with it; null where none did. */
  readonly width?: number | null
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

/**
 * Whom the next bundle is picked from. Those with which a bundle reverted go in narrower ones, apart from the others and with
 * those of the same width only: each revert halves them, until the one at fault is alone. Where both kinds wait they take
 * turns, so that neither holds the other up.
 */
export function nextGroup<W extends Waiting>(
  waiting: readonly W[],
  limits: BundleLimits & { readonly narrowGas: bigint },
  wasNarrow: boolean,
): BundleLimits & { readonly group: readonly W[]; readonly isNarrow: boolean } {
  const suspects = waiting.filter(({ width }) => typeof width === 'number')
  const senders = new Set(suspects.map(({ operation }) => operation.sender))
  const others = waiting.filter((one) => !suspects.includes(one) && !senders.has(one.operation.sender))
  const width = suspects[0]?.width
  if (typeof width !== 'number' || (wasNarrow && others.length > 0))
    return { ...limits, group: others, isNarrow: false }
  return {
    group: suspects.filter((one) => one.width === width),
    isNarrow: true,
    maxOperations: Math.min(limits.maxOperations, Math.max(width, 1)),
    maxGas: limits.narrowGas,
  }
}

/** Width of the bundles of those that were in one that reverted. */
export const narrower = (operations: number): number => Math.max(1, Math.floor(operations / 2))

export interface BundleTriggers {
  readonly maxOperations: number
  /** Longest wait for company where the next block is not foreseen. */
  readonly maxWaitMs: number
  /** How long before the next block a bundle has to be with the node. */
  readonly leadMs: number
}

/** Operations that wait, in short. */
export interface Queue {
  readonly senders: number
  /** When the oldest came, in milliseconds. */
  readonly since: number
  /** Head of the chain at that time. */
  readonly head: number
}

export interface Moment {
  readonly ms: number
  readonly head: number
  readonly next?: NextBlock | undefined
  /** How long it takes from the decision until the node has the bundle. */
  readonly workMs: number
}

/** When the bundle for the next block is begun, where that block is foreseen. */
export const beginsAt = (next: NextBlock, { leadMs }: BundleTriggers, workMs: number): number =>
  next.atMs - leadMs - workMs

/**
 * Whether it is time. A bundle on its way holds its key until its block, so where blocks come steadily it leaves as late as
 * it still gets into the next one, with all that has come by then; who comes after that is not sent alone ahead of the block
 * after it. Elsewhere: by the wait of the oldest, or because a block has gone by without it. A full one leaves at once.
 */
export function isDue(queue: Queue, triggers: BundleTriggers, now: Moment): boolean {
  const { next } = now
  const waited = now.ms - queue.since
  if (queue.senders >= triggers.maxOperations) return true
  if (next === undefined) return waited >= triggers.maxWaitMs || now.head > queue.head
  const isTime = now.ms >= beginsAt(next, triggers, now.workMs) && now.ms <= next.atMs - triggers.leadMs
  // A machine that is too busy to come in time still gets on.
  return isTime || waited >= triggers.maxWaitMs + 2 * next.intervalMs
}

/** Least that is set aside for the making of a bundle, and how many of the last ones tell how long the next one takes. */
const LEAST_WORK_MS = 150
const REMEMBERED = 4

/** How long bundles take to be made and sent, by those before. */
export function createEffort() {
  let last: number[] = []
  return {
    ms: () => Math.max(LEAST_WORK_MS, ...last),
    took(ms: number) {
      last = [...last.slice(1 - REMEMBERED), ms]
    },
  }
}
