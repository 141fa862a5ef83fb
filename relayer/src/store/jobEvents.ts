import type { JobEvent } from '@supernet/sdk/schema'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Queryable, Transaction } from './database.ts'
import { events, jobs, shares } from './schema/index.ts'
import { type JobRow, type ShareRow, shareView } from './shareRow.ts'

/** Locks the job, so that its events get gapless numbers in the order in which they are committed. */
export async function lockJob(tx: Transaction, jobId: `0x${string}`): Promise<JobRow | undefined> {
  const [job] = await tx.select().from(jobs).where(eq(jobs.jobId, jobId)).for('update')
  return job
}

type Numbered = Extract<JobEvent, { n: number }>
type Unnumbered = Numbered extends infer E ? (E extends Numbered ? Omit<E, 'n'> : never) : never

/** Appends a durable event. The caller holds the job's lock or takes it here, with the counter. */
async function appendEvent(tx: Transaction, jobId: `0x${string}`, event: Unnumbered): Promise<void> {
  const [job] = await tx
    .update(jobs)
    .set({ lastEvent: sql`${jobs.lastEvent} + 1` })
    .where(eq(jobs.jobId, jobId))
    .returning({ n: jobs.lastEvent })
  if (job === undefined) return
  await tx.insert(events).values({ jobId, n: job.n, event: { ...event, n: job.n } as JobEvent })
}

export type ShareKey = Pick<ShareRow, 'ticket' | 'share'>
export const isShare = (key: ShareKey) => and(eq(shares.ticket, key.ticket), eq(shares.share, key.share))

/** Changes a share and tells of it: row and event are one transaction. The caller holds the job's lock. */
export async function changeShare(
  tx: Transaction,
  key: ShareKey,
  change: PgUpdateSetSource<typeof shares>,
): Promise<ShareRow | undefined> {
  const [row] = await tx.update(shares).set(change).where(isShare(key)).returning()
  if (row !== undefined) await appendEvent(tx, row.jobId, { type: 'share', share: shareView(row) })
  return row
}

export async function announceShare(tx: Transaction, row: ShareRow): Promise<void> {
  await appendEvent(tx, row.jobId, { type: 'share', share: shareView(row) })
}

export const announceCancel = (tx: Transaction, jobId: `0x${string}`): Promise<void> =>
  appendEvent(tx, jobId, { type: 'cancelled' })

export async function readEvents(db: Queryable, jobId: `0x${string}`, after: number): Promise<JobEvent[]> {
  const rows = await db
    .select({ event: events.event })
    .from(events)
    .where(and(eq(events.jobId, jobId), gt(events.n, after)))
    .orderBy(asc(events.n))
  return rows.map((row) => row.event)
}
