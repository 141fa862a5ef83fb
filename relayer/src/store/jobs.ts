import { BaseError } from '@supernet/sdk/errors'
import type { JobView, PostTicket, SignedTicket } from '@supernet/sdk/schema'
import { and, between, eq, inArray, isNull } from 'drizzle-orm'
import type { Queryable, Transaction } from './database.ts'
import { announceShare, changeShare, lockJob } from './jobEvents.ts'
import { jobs, shares, tickets } from './schema/index.ts'
import { jobView, type ShareRow } from './shareRow.ts'

export async function readJob(db: Queryable, jobId: `0x${string}`): Promise<JobView> {
  const [job] = await db.select().from(jobs).where(eq(jobs.jobId, jobId))
  if (job === undefined) throw new BaseError('job-unknown', { details: { jobId } })
  return jobView(job, await db.select().from(shares).where(eq(shares.jobId, jobId)))
}

export async function readTicket(db: Queryable, digest: `0x${string}`): Promise<SignedTicket | undefined> {
  const [row] = await db.select().from(tickets).where(eq(tickets.digest, digest))
  return row?.signed
}

/** Shares of a session that can still cost it something, with their tickets. */
export async function openPromises(db: Queryable, session: `0x${string}`) {
  return db
    .select({ share: shares, signed: tickets.signed })
    .from(shares)
    .innerJoin(tickets, eq(tickets.digest, shares.ticket))
    .where(
      and(
        eq(shares.session, session),
        inArray(shares.state, [
          'ticketed',
          'accepted',
          'rendering',
          'delivered',
          'cancelled',
          'needsClient',
          'tabbed',
          'claimed',
        ]),
      ),
    )
}

/** Makes the job or finds it. The row's lock orders everything that follows in the transaction. */
async function takeJob(tx: Transaction, posted: PostTicket, now: number): Promise<void> {
  const { jobId } = posted.signed.ticket
  await tx
    .insert(jobs)
    .values({ jobId, session: posted.signed.session, order: posted.order, createdAt: now })
    .onConflictDoNothing()
  const job = await lockJob(tx, jobId)
  const same =
    job?.session === posted.signed.session && JSON.stringify(job.order) === JSON.stringify(posted.order)
  if (!same) throw new BaseError('job-exists', { details: { jobId } })
}

interface TakenTicket {
  readonly digest: `0x${string}`
  /** Of its shares, in order. */
  readonly workerIds: readonly `0x${string}`[]
  readonly priority: number
  /** Chain seconds. */
  readonly now: number
}

/** Makes a checked ticket durable with its sealed bodies: all of it or nothing. A second time it changes nothing. */
export async function insertTicket(
  tx: Transaction,
  posted: PostTicket,
  { digest, workerIds, priority, now }: TakenTicket,
): Promise<void> {
  const { ticket, session } = posted.signed
  await takeJob(tx, posted, now)
  const stored = await tx
    .insert(tickets)
    .values({
      digest,
      jobId: ticket.jobId,
      session,
      order: posted.order,
      signed: posted.signed,
      redeemBy: ticket.redeemBy,
      priority,
    })
    .onConflictDoNothing()
    .returning({ digest: tickets.digest })
  if (stored.length === 0) return
  await freeNumbers(tx, session, ticket.seq, ticket.shares.length)
  for (const [share, { operator, images }] of ticket.shares.entries()) {
    const part = posted.shares[share]
    const workerId = workerIds[share]
    if (part === undefined || workerId === undefined) throw new BaseError('ticket-mismatch')
    const rows: ShareRow[] = await tx
      .insert(shares)
      .values({
        ticket: digest,
        share,
        jobId: ticket.jobId,
        session,
        seq: ticket.seq + share,
        attempt: part.attempt,
        operator,
        workerId,
        firstImage: part.firstImage,
        images,
        state: 'ticketed',
        phase: 'matched',
        deliverBy: ticket.deliverBy,
        redeemBy: ticket.redeemBy,
        sealed: part.sealed,
        blobs: [],
      })
      .onConflictDoNothing()
      .returning()
    const [row] = rows
    if (row === undefined) throw new BaseError('ticket-conflict', { details: { seq: ticket.seq + share } })
    await announceShare(tx, row)
    if (part.replaces !== undefined) await markReplaced(tx, row, part.replaces)
  }
}

/**
 * A share that nobody accepted leaves its number unused on chain, where the window cannot move past it: once its ticket is
 * dead, a client gives the number to another ticket. The dead share makes room for it.
 */
async function freeNumbers(
  tx: Transaction,
  session: `0x${string}`,
  seq: number,
  count: number,
): Promise<void> {
  await tx
    .delete(shares)
    .where(
      and(
        eq(shares.session, session),
        between(shares.seq, seq, seq + count - 1),
        eq(shares.state, 'expired'),
        isNull(shares.acceptSignature),
        isNull(shares.tabbedAt),
      ),
    )
}

async function markReplaced(tx: Transaction, by: ShareRow, seq: number): Promise<void> {
  const [old] = await tx
    .select()
    .from(shares)
    .where(and(eq(shares.session, by.session), eq(shares.seq, seq), eq(shares.jobId, by.jobId)))
  if (old === undefined) throw new BaseError('share-unknown', { details: { seq } })
  await changeShare(tx, old, { replacedBy: by.seq })
}
