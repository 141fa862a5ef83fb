import { and, eq, sql } from 'drizzle-orm'
import { MAX_STRANDED } from '../settlement/waiting.ts'
import type { Database, Transaction } from '../store/database.ts'
import { batches, batchLines, chainBlocks, outbox, shares } from '../store/schema/index.ts'
import type { OutboxRow } from './outboxRows.ts'

/** Seconds until the lines of a dropped batch are tried again. */
const RETRY_SECONDS = 30

/** A duty, a vote and a transfer have no lines. */
export const isBatch = (kind: string): boolean => kind === 'settleBatch' || kind === 'settleTickets'

/** The lines of a batch that will not be sent wait again; a refused tab sends them to the ticket lane. */
export async function dropBatch(
  tx: Transaction,
  row: Pick<OutboxRow, 'kind' | 'ref'>,
  code: string,
): Promise<void> {
  if (!isBatch(row.kind)) return
  await tx.update(batches).set({ state: 'dropped', code }).where(eq(batches.id, row.ref))
  const stranded = row.kind === 'settleBatch' && code !== 'line-used' ? MAX_STRANDED : 0
  await tx.execute(sql`
    UPDATE ${shares} SET retry_at = now() + make_interval(secs => ${RETRY_SECONDS}),
      stranded_rounds = stranded_rounds + ${stranded}
    FROM ${batchLines} AS line
    WHERE line.batch = ${row.ref} AND line.session = ${shares.session} AND line.seq = ${shares.seq}`)
}

/**
 * Batches follow their transactions. A mined batch keeps its lines until the index has read its block, so that none
 * of them is put into a second one.
 */
export async function followBatch(db: Database, finalized: number): Promise<void> {
  const failed = await db
    .select({ kind: outbox.kind, ref: outbox.ref })
    .from(outbox)
    .innerJoin(batches, eq(batches.id, outbox.ref))
    .where(and(eq(outbox.failed, true), eq(batches.state, 'submitted')))
  for (const row of failed) await db.transaction((tx) => dropBatch(tx, row, 'transaction-reverted'))
  await db.execute(sql`
    UPDATE ${batches} SET state = CASE
        WHEN sent.block <= ${finalized} THEN 'final'
        ELSE 'settled' END
    FROM ${outbox} AS sent
    WHERE sent.ref = ${batches.id} AND sent.kind IN ('settleBatch', 'settleTickets') AND NOT sent.failed AND sent.state IN ('mined', 'final')
      AND ${batches.state} IN ('submitted', 'settled')
      AND sent.block <= (SELECT max(number) FROM ${chainBlocks})`)
  await db.execute(sql`
    UPDATE ${batches} SET state = 'submitted' FROM ${outbox} AS sent
    WHERE sent.ref = ${batches.id} AND sent.state = 'intent' AND ${batches.state} IN ('settled', 'final')`)
}
