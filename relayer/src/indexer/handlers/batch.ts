import {
  decodeJobs,
  decodeModels,
  decodeOperators,
  type LineSplit,
  RATING_BAD,
  RATING_FAILURE,
  RATING_GOOD,
  type SettledJobLine,
  skipReason,
  splitLine,
  splitWorker,
} from '@supernet/sdk/protocol'
import { eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import {
  chainLedgerModels,
  chainLines,
  chainOperators,
  chainSessions,
  chainSettlements,
} from '../../store/schema/index.ts'
import type { LedgerEvent, Place } from '../log.ts'
import { settleShares } from '../shareEffects.ts'
import { addToBooks } from './ledger.ts'
import { useNumbers } from './useNumbers.ts'

type Hex = `0x${string}`

/** Events from one `BatchSettled` up to the next: a batch, of either lane. */
export interface SettledBatch {
  readonly place: Place
  readonly sparkRate: bigint
  readonly models: number[]
  readonly operators: Hex[]
  readonly lines: SettledJobLine[]
  readonly skipped: Map<string, string>
}

const keyOf = (session: Hex, seq: number) => `${session} ${seq}`

export function openBatch(event: Extract<LedgerEvent, { eventName: 'BatchSettled' }>): SettledBatch {
  return {
    place: event.place,
    sparkRate: event.args.sparkRate,
    models: decodeModels(event.args.models),
    operators: decodeOperators(event.args.operators),
    lines: [],
    skipped: new Map(),
  }
}

/** Whether the event belongs to a batch that was opened before it. */
export function addToBatch(batch: SettledBatch, event: LedgerEvent): boolean {
  switch (event.eventName) {
    case 'SessionSettled': {
      const { key: session, seq0, jobs } = event.args
      batch.lines.push(
        ...decodeJobs({ session, seq0, jobs, models: batch.models, operators: batch.operators }),
      )
      return true
    }
    case 'LineSkipped':
      batch.skipped.set(keyOf(event.args.key, event.args.seq), skipReason(event.args.reason))
      return true
    case 'WorkerReported':
    case 'PromoServed':
      return true
    default:
      return false
  }
}

interface AppliedLine extends SettledJobLine {
  readonly split: LineSplit
  readonly promo: boolean
  readonly reason: string | undefined
}

/** Writes the rows of a batch: what the ledger's storage says after it, recomputed from its events. */
export async function writeBatch(tx: Transaction, batch: SettledBatch): Promise<void> {
  const lines = await splitLines(tx, batch)
  const applied = lines.filter((line) => line.reason === undefined)
  await writeLines(tx, batch.place, lines)
  await tx.insert(chainSettlements).values({
    tx: batch.place.tx,
    logIndex: batch.place.logIndex,
    lines: lines.length,
    applied: applied.length,
    skipped: lines.length - applied.length,
    images: applied.reduce((sum, line) => sum + line.images, 0),
    sparkRate: batch.sparkRate,
    block: batch.place.block,
    at: batch.place.at,
  })
  for (const [session, own] of Map.groupBy(applied, (line) => line.session))
    await useNumbers(tx, session, own, sumOf(own, 'debit'), batch.place.block)
  await writeWorkers(tx, applied)
  await writeModels(tx, applied)
  await writeBooks(tx, applied)
  await settleShares(tx, batch.place, lines)
}

const sumOf = (lines: readonly AppliedLine[], field: keyof LineSplit): bigint =>
  lines.reduce((sum, line) => sum + line.split[field], 0n)

async function splitLines(tx: Transaction, batch: SettledBatch): Promise<AppliedLine[]> {
  const keys = [...new Set(batch.lines.map((line) => line.session))]
  const ids = [...new Set(batch.lines.map((line) => line.model))]
  const sessions =
    keys.length === 0 ? [] : await tx.select().from(chainSessions).where(inArray(chainSessions.key, keys))
  const models =
    ids.length === 0
      ? []
      : await tx.select().from(chainLedgerModels).where(inArray(chainLedgerModels.id, ids))
  return batch.lines.map((line) => {
    const session = sessions.find(({ key }) => key === line.session)
    const reason = batch.skipped.get(keyOf(line.session, line.seq))
    const terms = {
      amount: reason === undefined ? line.amount : 0n,
      currency: session?.currency ?? 'sogni',
      discountBps: session?.discountBps ?? 0,
      royaltyBps: models.find(({ id }) => id === line.model)?.royaltyBps ?? 0,
    }
    return { ...line, split: splitLine(terms, batch.sparkRate), promo: terms.currency === 'promo', reason }
  })
}

async function writeLines(tx: Transaction, place: Place, lines: readonly AppliedLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.insert(chainLines).values(
    lines.map(({ split, reason, promo: _, ...line }, position) => ({
      ...line,
      tx: place.tx,
      logIndex: place.logIndex,
      position,
      debit: split.debit,
      gross: split.gross,
      royalty: split.royalty,
      skipped: reason ?? null,
      block: place.block,
      at: place.at,
    })),
  )
}

const countOf = (lines: readonly AppliedLine[], test: (line: AppliedLine) => boolean): number =>
  lines.filter(test).length

const isFailure = ({ rating, amount, steps }: AppliedLine) =>
  (rating & RATING_FAILURE) !== 0 && amount === 0n && steps === 0

const add = (column: Parameters<typeof sql>[1], value: number | bigint, limit: bigint) =>
  sql`least(${column} + ${value.toString()}::numeric, ${limit.toString()}::numeric)`

const MAX_24 = (1n << 24n) - 1n
const MAX_32 = (1n << 32n) - 1n
const MAX_40 = (1n << 40n) - 1n

async function writeWorkers(tx: Transaction, applied: readonly AppliedLine[]): Promise<void> {
  const counted = applied.filter((line) => !line.promo)
  let treasury = 0n
  for (const [operator, own] of Map.groupBy(counted, (line) => line.operator)) {
    const [row] = await tx.select().from(chainOperators).where(eq(chainOperators.operator, operator))
    const split = splitWorker(
      own.map((line) => line.split),
      row?.takeBps ?? 0,
    )
    treasury += split.treasury
    const jobs = own.reduce((sum, line) => sum + line.count, 0)
    const baseMs = own.reduce((sum, line) => sum + line.baseMs, 0)
    const good = countOf(own, ({ rating }) => (rating & 3) === RATING_GOOD)
    const bad = countOf(own, ({ rating }) => (rating & 3) === RATING_BAD)
    await tx
      .update(chainOperators)
      .set({
        accrued: sql`${chainOperators.accrued} + ${split.worker.toString()}::numeric`,
        jobs: add(chainOperators.jobs, jobs, MAX_32),
        baseMs: add(chainOperators.baseMs, baseMs, MAX_40),
        failures: add(chainOperators.failures, countOf(own, isFailure), MAX_24),
        good: add(chainOperators.good, good, MAX_24),
        rated: add(chainOperators.rated, good + bad, MAX_24),
      })
      .where(eq(chainOperators.operator, operator))
  }
  await addToBooks(tx, { treasury })
}

async function writeModels(tx: Transaction, applied: readonly AppliedLine[]): Promise<void> {
  const counted = applied.filter((line) => !line.promo)
  for (const [id, own] of Map.groupBy(counted, (line) => line.model))
    await tx
      .update(chainLedgerModels)
      .set({
        royalty: sql`${chainLedgerModels.royalty} + ${sumOf(own, 'royalty').toString()}::numeric`,
        images: add(
          chainLedgerModels.images,
          own.reduce((sum, line) => sum + line.images, 0),
          MAX_40,
        ),
      })
      .where(eq(chainLedgerModels.id, id))
}

/** Spark and promotional lines lower what is outstanding; Spark is paid for from the pool. */
async function writeBooks(tx: Transaction, applied: readonly AppliedLine[]): Promise<void> {
  const keys = [...new Set(applied.map((line) => line.session))]
  if (keys.length === 0) return
  const sessions = await tx.select().from(chainSessions).where(inArray(chainSessions.key, keys))
  const of = (currency: string) =>
    applied.filter((line) => sessions.find(({ key }) => key === line.session)?.currency === currency)
  const spark = of('spark')
  await addToBooks(tx, {
    sparkOutstanding: -sumOf(spark, 'debit'),
    pool: -sumOf(spark, 'net'),
    promoOutstanding: -sumOf(of('promo'), 'debit'),
  })
}
