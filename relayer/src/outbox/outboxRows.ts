import { and, asc, desc, eq, gt, inArray, isNotNull, max, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../store/database.ts'
import { batches, outbox, outboxAttempts } from '../store/schema/index.ts'

type Hex = `0x${string}`
export type OutboxRow = typeof outbox.$inferSelect
export type Sender = OutboxRow['sender']
export type Attempt = typeof outboxAttempts.$inferSelect

/** Puts a transaction into the outbox; it is sent when its turn comes. */
export async function enqueue(
  tx: Queryable,
  entry: {
    kind: 'settleBatch' | 'settleTickets' | 'keeper' | 'vote' | 'transfer' | 'purchase'
    ref: string
    to: Hex
    data: Hex
    sender?: Sender
  },
): Promise<void> {
  await tx.insert(outbox).values({ ...entry, state: 'queued' })
}

/** Whether a key has anything to send or to follow; a batch is followed a little longer than its transaction. */
export async function hasWork(db: Queryable, sender: Sender): Promise<boolean> {
  const { rows } = await db.execute<{ has: boolean }>(sql`SELECT
    EXISTS (SELECT 1 FROM ${outbox} WHERE state IN ('queued', 'intent', 'mined') AND sender = ${sender})
    OR (${sender === 'relayer'} AND EXISTS (SELECT 1 FROM ${batches} WHERE state IN ('submitted', 'settled'))) AS has`)
  return rows[0]?.has === true
}

/** Rows that own a nonce and whose block is not final, in the order of their nonces. */
export const readInFlight = (db: Queryable, sender: Sender): Promise<OutboxRow[]> =>
  db
    .select()
    .from(outbox)
    .where(and(eq(outbox.sender, sender), inArray(outbox.state, ['intent', 'mined'])))
    .orderBy(asc(outbox.nonce))

export async function nextQueued(db: Queryable, sender: Sender): Promise<OutboxRow | undefined> {
  const [row] = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.sender, sender), eq(outbox.state, 'queued')))
    .orderBy(asc(outbox.id))
    .limit(1)
  return row
}

/** One above every nonce that an unfinished row owns. */
export async function nonceAbove(db: Queryable, sender: Sender): Promise<number> {
  const [row] = await db
    .select({ nonce: max(outbox.nonce) })
    .from(outbox)
    .where(
      and(eq(outbox.sender, sender), inArray(outbox.state, ['intent', 'mined']), isNotNull(outbox.nonce)),
    )
  return row?.nonce === null || row?.nonce === undefined ? 0 : row.nonce + 1
}

/** Signed versions of a row, newest first. */
export const readAttempts = (db: Queryable, id: number): Promise<Attempt[]> =>
  db
    .select()
    .from(outboxAttempts)
    .where(eq(outboxAttempts.outbox, id))
    .orderBy(desc(outboxAttempts.maxFeePerGas))

export interface SignedAttempt {
  readonly hash: Hex
  readonly raw: Hex
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** The bytes are durable before anybody sees them: a restart sends these, or finds them mined. */
export async function recordAttempt(
  tx: Transaction,
  row: OutboxRow,
  signed: SignedAttempt,
  intent: { nonce: number; gas: bigint },
): Promise<void> {
  await tx
    .insert(outboxAttempts)
    .values({ ...signed, outbox: row.id })
    .onConflictDoNothing()
  const recorded = await tx
    .update(outbox)
    .set({ state: 'intent', ...intent, tx: signed.hash })
    .where(and(eq(outbox.id, row.id), eq(outbox.state, row.state)))
    .returning({ id: outbox.id })
  if (recorded.length === 0) throw new Error(`outbox row ${row.id} was taken by another replica`)
}

export const markSent = (db: Queryable, id: number) =>
  db.update(outbox).set({ sentAt: sql`now()` }).where(eq(outbox.id, id))

/** The nonce went to a transaction that is not ours: the row starts again, with a nonce of its own. */
export async function requeue(tx: Transaction, id: number): Promise<void> {
  await tx.delete(outboxAttempts).where(eq(outboxAttempts.outbox, id))
  await tx
    .update(outbox)
    .set({ state: 'queued', nonce: null, tx: null, sentAt: null, block: null, blockHash: null })
    .where(eq(outbox.id, id))
}

/**
 * The chain forgot the blocks above `fork`. Mined rows still own their nonce: the same bytes are sent again. Final ones,
 * which only a local chain forgets, gave it up and start anew.
 */
export async function reviveTransactions(tx: Transaction, fork: number): Promise<void> {
  await tx
    .update(outbox)
    .set({ state: 'intent', block: null, blockHash: null })
    .where(and(gt(outbox.block, fork), eq(outbox.state, 'mined')))
  const lost = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(gt(outbox.block, fork), eq(outbox.state, 'final')))
  for (const { id } of lost) await requeue(tx, id)
}
