import { BaseError } from '@supernet/sdk/errors'
import type { BlobRef, RedeliveryView, ToWorker } from '@supernet/sdk/schema'
import { and, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { blobs as blobTable, redeliveries } from './schema/index.ts'

export type RedeliveryRow = typeof redeliveries.$inferSelect

export const redeliveryView = ({ id, ticket, share, state, until, code }: RedeliveryRow): RedeliveryView => ({
  id,
  ticket,
  share,
  state,
  until,
  code: code ?? undefined,
})

export async function readRedelivery(db: Queryable, id: `0x${string}`): Promise<RedeliveryView> {
  const [row] = await db.select().from(redeliveries).where(eq(redeliveries.id, id))
  if (row === undefined) throw new BaseError('redelivery-unknown', { details: { id } })
  return redeliveryView(row)
}

/** Challenges that a worker has to answer, while its time runs. */
export async function readRedeliveryDuties(
  db: Queryable,
  operator: `0x${string}`,
  now: number,
): Promise<ToWorker[]> {
  const rows = await db
    .select({ signed: redeliveries.signed })
    .from(redeliveries)
    .where(
      and(
        eq(redeliveries.operator, operator),
        eq(redeliveries.state, 'waiting'),
        gt(redeliveries.until, now),
      ),
    )
  return rows.map(({ signed }) => ({ type: 'redeliver', ...signed }))
}

export const overdueRedeliveries = (db: Queryable, now: number, most: number): Promise<RedeliveryRow[]> =>
  db
    .select()
    .from(redeliveries)
    .where(and(eq(redeliveries.state, 'waiting'), lte(redeliveries.until, now)))
    .limit(most)

/** Whether every one of the pictures is stored here, for long enough to be fetched. */
export async function holdsBlobs(db: Queryable, refs: readonly BlobRef[]): Promise<boolean> {
  const names = [...new Set(refs.map(({ sha256 }) => sha256))]
  const rows = await db
    .select({ sha256: blobTable.sha256 })
    .from(blobTable)
    .where(and(inArray(blobTable.sha256, names), gt(blobTable.expiresAt, sql`now() + interval '10 minutes'`)))
  return rows.length === names.length
}
