import type { OperationFault } from './operationFault.ts'

/** When an operation counts, by the chain's clock in seconds. */
export interface TimeWindow {
  readonly validAfter: number
  /** Infinity where it does not end. */
  readonly validUntil: number
}

/** A bundle may wait for its block: what ends sooner is not taken. */
export const MIN_VALIDITY = 30
const TIME_BITS = 48n
const ADDRESS_BITS = 160n
const TIME_MASK = 2n ** TIME_BITS - 1n

/** What an account or a paymaster answers to the entry point: an aggregator, then the end, then the beginning. */
export function windowOf(validationData: bigint): TimeWindow {
  const until = (validationData >> ADDRESS_BITS) & TIME_MASK
  return {
    validAfter: Number(validationData >> (ADDRESS_BITS + TIME_BITS)),
    validUntil: until === 0n ? Number.POSITIVE_INFINITY : Number(until),
  }
}

/** Why it is too early or too late for a bundle; undefined where it is not. */
export function judgeWindow({ validAfter, validUntil }: TimeWindow, now: number): OperationFault | undefined {
  if (validAfter > now)
    return { code: 'operation-expired', message: `valid from ${validAfter} on, it is ${now}` }
  if (validUntil < now + MIN_VALIDITY)
    return { code: 'operation-expired', message: `valid until ${validUntil}, too soon at ${now}` }
  return undefined
}
