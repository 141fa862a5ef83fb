import { type Address, type Hex, pad } from 'viem'
import type { Currency } from '../schema/order.ts'
import { SPARK_UNIT } from './pricing.ts'
import { RATING_FAILURE, RATING_GOOD, RATING_NONE } from './ratings.ts'
import type { Factors, Scored } from './tiers.ts'

/*
 * From rows that anyone rebuilds from events to the five factors of each account. Promotional work counts for nobody,
 * so that free Spark cannot be turned into a tier; quests weigh 10 % and logins nothing.
 */

export const EPOCH_SECONDS = 7 * 86_400
const DAY_SECONDS = 86_400
/** A referee counts once it has spent so much itself in the epoch, in 1e-6 Spark. */
export const REFEREE_SPEND = 100n * SPARK_UNIT
const BPS = 10_000n

/** Weeks since 1970. */
export const epochAt = (seconds: number): number => Math.floor(seconds / EPOCH_SECONDS)

/** One settled line with whom it belongs to. */
export interface ScoreLine {
  readonly owner: Address
  readonly workerId: Hex
  readonly currency: Currency
  /** What the user paid, in session-currency units. */
  readonly debit: bigint
  /** SOGNI units per Spark of its batch. */
  readonly sparkRate: bigint
  readonly jobs: number
  readonly baseMs: number
  readonly rating: number
  readonly at: number
}

export interface Referral {
  readonly referrer: Address
  readonly referee: Address
}

/** Stakes at the end of the epoch, in 1e9 wei of SOGNI. */
export type Stakes = ReadonlyMap<Hex, bigint>

/** What an account must have done to be compared at all, as the board holds it. */
export interface Thresholds {
  readonly spend: bigint
  readonly stake: bigint
  readonly work: bigint
}

export interface UserFacts {
  readonly epoch: number
  readonly lines: readonly ScoreLine[]
  readonly stakes: Stakes
  readonly referrals: readonly Referral[]
  /** Completions in the epoch. */
  readonly quests: readonly Address[]
}

export interface WorkerFacts {
  readonly epoch: number
  readonly lines: readonly ScoreLine[]
  /** Stake above what the worker must have, by worker id. */
  readonly extraStakes: Stakes
}

export const userId = (account: Address): Hex => pad(account).toLowerCase() as Hex

/** Paid spend of a line in 1e-6 Spark, whatever it was paid in. */
export function spendOf({ currency, debit, sparkRate }: ScoreLine): bigint {
  if (currency === 'promo') return 0n
  if (currency === 'spark') return debit
  return sparkRate === 0n ? 0n : (debit * SPARK_UNIT) / sparkRate
}

const paidIn = (lines: readonly ScoreLine[], epoch: number) =>
  lines.filter((line) => line.currency !== 'promo' && epochAt(line.at) === epoch)

const daysOf = (lines: readonly ScoreLine[]): bigint =>
  BigInt(new Set(lines.map(({ at }) => Math.floor(at / DAY_SECONDS))).size)

const count = (ids: readonly Hex[]): Map<Hex, bigint> => {
  const counts = new Map<Hex, bigint>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0n) + 1n)
  return counts
}

/** Qualified users of an epoch with (spend, stake, days with paid work, referees who spent, quests). */
export function userFactors(facts: UserFacts, thresholds: Thresholds): Scored[] {
  const lines = Map.groupBy(
    paidIn(facts.lines, facts.epoch).filter(({ debit }) => debit > 0n),
    ({ owner }) => userId(owner),
  )
  const spendBy = new Map(
    [...lines].map(([id, own]) => [id, own.reduce((sum, line) => sum + spendOf(line), 0n)]),
  )
  const referees = count(
    facts.referrals
      .filter(({ referee }) => (spendBy.get(userId(referee)) ?? 0n) >= REFEREE_SPEND)
      .map(({ referrer }) => userId(referrer)),
  )
  const quests = count(facts.quests.map(userId))
  return [...new Set([...spendBy.keys(), ...facts.stakes.keys()])]
    .map((id) => {
      const factors: Factors = [
        spendBy.get(id) ?? 0n,
        facts.stakes.get(id) ?? 0n,
        daysOf(lines.get(id) ?? []),
        referees.get(id) ?? 0n,
        quests.get(id) ?? 0n,
      ]
      return { id, factors }
    })
    .filter(({ factors: [spend, stake] }) => spend >= thresholds.spend || stake >= thresholds.stake)
}

/** Qualified workers of an epoch with (extra stake, paid render ms, active days, rating, freedom from failure). */
export function workerFactors(facts: WorkerFacts, thresholds: Thresholds): Scored[] {
  return [...Map.groupBy(paidIn(facts.lines, facts.epoch), ({ workerId }) => workerId)]
    .map(([id, lines]) => {
      const total = (of: (line: ScoreLine) => number) =>
        BigInt(lines.reduce((sum, line) => sum + of(line), 0))
      const failed = ({ rating }: ScoreLine) => (rating & RATING_FAILURE) !== 0
      const judged = lines.filter((line) => !failed(line) && (line.rating & 3) !== RATING_NONE)
      const good = BigInt(judged.filter(({ rating }) => (rating & 3) === RATING_GOOD).length)
      const jobs = total((line) => line.jobs)
      const failures = total((line) => (failed(line) ? line.jobs : 0))
      const factors: Factors = [
        facts.extraStakes.get(id) ?? 0n,
        total((line) => line.baseMs),
        daysOf(lines.filter((line) => line.baseMs > 0)),
        ((good + 8n) * BPS) / (BigInt(judged.length) + 10n),
        jobs === 0n ? 0n : BPS - (failures * BPS) / jobs,
      ]
      return { id, factors }
    })
    .filter(({ factors: [, work] }) => work >= thresholds.work)
}
