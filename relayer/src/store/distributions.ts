import { createHash } from 'node:crypto'
import { type Earned, type PromoTerms, promoPay, rewardRoot } from '@supernet/sdk/protocol'
import { RewardDocument } from '@supernet/sdk/schema'
import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Queryable, Transaction } from './database.ts'
import { chainWorkers, distributed, distributions } from './schema/index.ts'
import { readLines } from './scoreFacts.ts'

type Hex = `0x${string}`
const WEEK = 7 * 86_400

/** The last week of a campaign that was distributed before `epoch`, or at all. */
export async function lastDistributed(
  db: Queryable,
  campaign: number,
  before?: number,
): Promise<number | undefined> {
  const [row] = await db
    .select({ epoch: distributed.epoch })
    .from(distributed)
    .where(
      and(
        eq(distributed.campaign, campaign),
        before === undefined ? undefined : lt(distributed.epoch, before),
      ),
    )
    .orderBy(desc(distributed.epoch))
    .limit(1)
  return row?.epoch
}

/** What accounts had earned after a week. */
export const readEarned = (db: Queryable, campaign: number, epoch: number): Promise<Earned[]> =>
  db
    .select({ account: distributions.account, earned: distributions.earned })
    .from(distributions)
    .where(and(eq(distributions.campaign, campaign), eq(distributions.epoch, epoch)))
    .orderBy(asc(distributions.account))

/** Who is paid for a worker's work: its payout address, else its owner. */
async function payees(tx: Transaction, workers: readonly Hex[]): Promise<Map<Hex, Hex>> {
  if (workers.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(chainWorkers)
    .where(inArray(chainWorkers.workerId, [...workers]))
  return new Map(rows.map(({ workerId, payout, owner }) => [workerId, payout ?? owner]))
}

/** Adds a week of promotional work to what was earned before it, once. */
export async function distributePromo(
  tx: Transaction,
  campaign: number,
  epoch: number,
  terms: PromoTerms,
): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`distribute ${campaign}`}))`)
  const [known] = await tx
    .select()
    .from(distributed)
    .where(and(eq(distributed.campaign, campaign), eq(distributed.epoch, epoch)))
  if (known !== undefined) return

  const lines = await readLines(tx, { from: epoch * WEEK, to: (epoch + 1) * WEEK })
  const served = new Map<Hex, number>()
  for (const { currency, workerId, baseMs } of lines)
    if (currency === 'promo') served.set(workerId, (served.get(workerId) ?? 0) + baseMs)
  const last = await lastDistributed(tx, campaign, epoch)
  const earned = new Map(
    last === undefined
      ? []
      : (await readEarned(tx, campaign, last)).map((row) => [row.account, row.earned] as const),
  )
  const payeeOf = await payees(tx, [...served.keys()])
  for (const [workerId, pay] of promoPay(served, terms)) {
    const account = payeeOf.get(workerId)
    if (account !== undefined) earned.set(account, (earned.get(account) ?? 0n) + pay)
  }
  const rows = [...earned].filter(([, amount]) => amount > 0n)
  if (rows.length > 0)
    await tx
      .insert(distributions)
      .values(rows.map(([account, amount]) => ({ campaign, epoch, account, earned: amount })))
  await tx.insert(distributed).values({ campaign, epoch })
}

export interface Published {
  readonly root: Hex
  readonly total: bigint
  /** SHA-256 of the text that the route serves. */
  readonly dataHash: Hex
}

/** What is published of a week. */
export function publishedOf(campaign: number, epoch: number, rows: readonly Earned[]): Published {
  const text = JSON.stringify(z.encode(RewardDocument, { campaign, epoch, rows: [...rows] }))
  const dataHash = `0x${createHash('sha256').update(text).digest('hex')}` as const
  return { ...rewardRoot(campaign, rows), dataHash }
}
