import type { Currency } from '../schema/order.ts'
import { SPARK_UNIT } from './pricing.ts'

const BPS = 10_000n

/** The part of a session's, a model's and the ledger's row that the split of one line needs. */
export interface SplitLine {
  /** Session-currency units. */
  readonly amount: bigint
  readonly currency: Currency
  readonly discountBps: number
  readonly royaltyBps: number
}

/** `debit` in session-currency units, the rest in SOGNI units. `net` is what was really paid in. */
export interface LineSplit {
  readonly debit: bigint
  readonly gross: bigint
  readonly net: bigint
  readonly royalty: bigint
}

/** What one line moves. Discounts come out of the take: worker and model are paid on the gross. */
export function splitLine(line: SplitLine, sparkRate: bigint): LineSplit {
  const debit = line.amount - (line.amount * BigInt(line.discountBps)) / BPS
  if (line.currency === 'promo') return { debit, gross: 0n, net: 0n, royalty: 0n }
  const toSogni = (units: bigint) => (line.currency === 'spark' ? (units * sparkRate) / SPARK_UNIT : units)
  const gross = toSogni(line.amount)
  return { debit, gross, net: toSogni(debit), royalty: (gross * BigInt(line.royaltyBps)) / BPS }
}

export interface WorkerSplit {
  readonly gross: bigint
  readonly net: bigint
  readonly royalty: bigint
  readonly worker: bigint
  readonly treasury: bigint
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** What all lines of one worker in one batch move; the ledger's own split, to the unit. */
export function splitWorker(lines: readonly LineSplit[], takeBps: number): WorkerSplit {
  const gross = sum(lines.map((line) => line.gross))
  const net = sum(lines.map((line) => line.net))
  const royalty = sum(lines.map((line) => line.royalty))
  const take = (gross * BigInt(takeBps) + BPS - 1n) / BPS
  const earned = least(gross - royalty - take, net - royalty)
  const worker = earned > 0n ? earned : 0n
  return { gross, net, royalty, worker, treasury: net - royalty - worker }
}
