import type { Hex } from 'viem'
import { BASE_MS } from './pricing.ts'

/** What a week may pay for promotional work, in wei of SOGNI. */
export interface PromoTerms {
  /** For all workers together. */
  readonly budget: bigint
  /** For a base render at most, so that a week with little work does not pay it all. */
  readonly perRender: bigint
}

/**
 * Promotional Spark pays nobody when it is settled: each worker gets its part of the week's budget by the render
 * milliseconds that it served. Rounded down, so that the parts never add up to more.
 */
export function promoPay(
  served: ReadonlyMap<Hex, number>,
  { budget, perRender }: PromoTerms,
): Map<Hex, bigint> {
  const all = BigInt([...served.values()].reduce((sum, ms) => sum + ms, 0))
  const most = (all * perRender) / BASE_MS
  const pot = most < budget ? most : budget
  return new Map([...served].map(([id, ms]) => [id, all === 0n ? 0n : (pot * BigInt(ms)) / all]))
}
