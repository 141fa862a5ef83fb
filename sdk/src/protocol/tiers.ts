import { type Hex, hexToBigInt } from 'viem'
import { isqrt } from './isqrt.ts'

/*
 * Scores relative to peers. The board on chain recomputes any single row from its own values and the header, so every
 * operation here is one that it does too: integers, floors, left to right.
 */

export const FACTORS = 5
/** Five values of one account, each at least 0 and below 2^128; what they measure is in `scoreInputs.ts`. */
export type Factors = readonly [bigint, bigint, bigint, bigint, bigint]
/** Basis points of the score that each factor decides. */
export const FACTOR_WEIGHTS: Factors = [3_500n, 3_000n, 1_500n, 1_000n, 1_000n]

const E12 = 10n ** 12n
const BPS = 10_000n

/** Slots of a tier: at least so many, else so many bps of all; the best tier first. */
const SLOTS = [
  { tier: 4, least: 10n, bps: 100n },
  { tier: 3, least: 50n, bps: 500n },
  { tier: 2, least: 200n, bps: 1_500n },
  { tier: 1, least: 500n, bps: 4_000n },
] as const

export interface Scored {
  readonly id: Hex
  readonly factors: Factors
}

/** One account's place in an epoch. */
export interface ScoreRow extends Scored {
  /** Position by rising id. */
  readonly index: number
  /** Position by (score falling, id rising). */
  readonly rank: number
  readonly score: bigint
  readonly tier: number
  /** Damped factors of all rows up to this one, by rising id: what makes the totals checkable one step at a time. */
  readonly sums: Factors
}

export interface ScoredEpoch {
  readonly totals: Factors
  /** By rising id. */
  readonly rows: readonly ScoreRow[]
}

const map = (factors: Factors, f: (value: bigint, k: number) => bigint): Factors =>
  factors.map(f) as unknown as Factors
const at = (factors: Factors, k: number): bigint => factors[k] ?? 0n

/** The square root damps whales; the scale keeps its fraction. */
export const damp = (factor: bigint): bigint => isqrt(factor * E12)

/** Weighted shares of the totals: 1e16 is the whole network. */
export const scoreOf = (factors: Factors, totals: Factors): bigint =>
  factors.reduce((score, factor, k) => {
    const total = at(totals, k)
    return score + (total === 0n ? 0n : ((damp(factor) * E12) / total) * at(FACTOR_WEIGHTS, k))
  }, 0n)

/** Tier of the account at `rank`, from 0, among `count` qualified ones. */
export function tierAt(rank: number, count: number): number {
  const slot = SLOTS.find(({ least, bps }) => {
    const share = (BigInt(count) * bps) / BPS
    return BigInt(rank) < (share > least ? share : least)
  })
  return slot?.tier ?? 0
}

/** Scores every qualified account of an epoch. The order of the input does not matter; an id may appear once. */
export function scoreEpoch(accounts: readonly Scored[]): ScoredEpoch {
  const numbered = accounts
    .map((account) => ({ ...account, key: hexToBigInt(account.id) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  let totals: Factors = [0n, 0n, 0n, 0n, 0n]
  const summed = numbered.map((account, index) => {
    if (index > 0 && numbered[index - 1]?.key === account.key)
      throw new RangeError(`${account.id} is scored twice`)
    totals = map(totals, (total, k) => total + damp(at(account.factors, k)))
    return { ...account, index, sums: totals }
  })
  const scored = summed.map((account) => ({ ...account, score: scoreOf(account.factors, totals) }))
  const ranks = new Map(
    [...scored]
      .sort((a, b) => (a.score === b.score ? a.index - b.index : a.score > b.score ? -1 : 1))
      .map(({ index }, rank) => [index, rank]),
  )
  return {
    totals,
    rows: scored.map(({ key: _, ...row }) => {
      const rank = ranks.get(row.index) ?? 0
      return { ...row, rank, tier: tierAt(rank, scored.length) }
    }),
  }
}
