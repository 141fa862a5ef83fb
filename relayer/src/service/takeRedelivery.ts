import { BaseError } from '@supernet/sdk/errors'
import { hashRedeliver, isSignedBy, REDELIVER_SECONDS, redeliverUntil } from '@supernet/sdk/protocol'
import type { RedeliveryView, SignedRedeliver } from '@supernet/sdk/schema'
import { and, count, eq, gt, sql } from 'drizzle-orm'
import type { Common } from '../common.ts'
import type { Transaction } from '../store/database.ts'
import { announceShare, isShare, lockJob } from '../store/jobEvents.ts'
import { holdsBlobs, type RedeliveryRow, redeliveryView } from '../store/redeliveries.ts'
import { redeliveries, shares } from '../store/schema/index.ts'
import type { ShareRow } from '../store/shareRow.ts'
import { transact } from '../store/transact.ts'

/** Clocks of client and chain may differ by this much. */
const CLOCK_SLACK = 60
/** A worker uploads a share again at most this often in a day. */
const MOST_A_DAY = 10

/**
 * Makes a client's challenge to deliver again durable, then wakes the worker: now, or when it connects. The same challenge
 * again, or another one while the first waits, changes nothing.
 */
export async function takeRedelivery(
  common: Common,
  jobId: `0x${string}`,
  signed: SignedRedeliver,
): Promise<RedeliveryView> {
  const { store, domain, bus } = common
  const { redeliver, signature } = signed
  const id = hashRedeliver(domain, redeliver)
  const { row, isNew } = await transact(store.db, async (tx) => {
    await lockJob(tx, jobId)
    const [share] = await tx.select().from(shares).where(isShare(redeliver))
    if (share?.jobId !== jobId) throw new BaseError('share-unknown', { details: { share: redeliver.share } })
    if (!(await isSignedBy(share.session, id, signature)))
      throw new BaseError('redelivery-signature', { details: { session: share.session } })
    const known = await findKnown(tx, id, share)
    if (known !== undefined) return { row: known, isNew: false }
    checkTimes(common, share, redeliver.at)
    await checkRate(tx, share)
    const { ticket, operator, blobs } = share
    const isHere = await holdsBlobs(tx, blobs)
    const until = redeliver.at + REDELIVER_SECONDS
    const values = { id, ticket, share: share.share, jobId, operator, signed, until }
    const [made] = await tx
      .insert(redeliveries)
      .values({ ...values, state: isHere ? 'done' : 'waiting' })
      .returning()
    return { row: made as RedeliveryRow, isNew: true }
  })
  if (isNew && row.state === 'waiting') bus.publish({ topic: 'operator', operator: row.operator })
  return redeliveryView(row)
}

/** This challenge, or the one that the share's worker has to answer already. */
async function findKnown(
  tx: Transaction,
  id: `0x${string}`,
  share: ShareRow,
): Promise<RedeliveryRow | undefined> {
  const rows = await tx
    .select()
    .from(redeliveries)
    .where(and(eq(redeliveries.ticket, share.ticket), eq(redeliveries.share, share.share)))
  return rows.find((row) => row.id === id) ?? rows.find(({ state }) => state === 'waiting')
}

function checkTimes({ clock }: Common, share: ShareRow, at: number): void {
  const now = clock.now()
  if (share.deliveredAt === null || share.blobs.length === 0)
    throw new BaseError('share-undelivered', { details: { seq: share.seq, state: share.state } })
  if (now > redeliverUntil(share.redeemBy))
    throw new BaseError('redelivery-late', { details: { until: redeliverUntil(share.redeemBy) } })
  if (at > now + CLOCK_SLACK || at + REDELIVER_SECONDS <= now)
    throw new BaseError('redelivery-expired', { details: { at, now } })
}

async function checkRate(tx: Transaction, { ticket, share }: ShareRow): Promise<void> {
  const [asked] = await tx
    .select({ times: count() })
    .from(redeliveries)
    .where(
      and(
        eq(redeliveries.ticket, ticket),
        eq(redeliveries.share, share),
        gt(redeliveries.askedAt, sql`now() - interval '1 day'`),
      ),
    )
  if ((asked?.times ?? 0) >= MOST_A_DAY) throw new BaseError('rate-limited', { details: { ticket, share } })
}

/** The worker's answer. False when it says done and a picture is not here: it has to upload once more. */
export async function takeRedelivered(
  common: Common,
  operator: `0x${string}`,
  { id, code }: { id: `0x${string}`; code?: string | undefined },
): Promise<boolean> {
  const { store } = common
  const [known] = await store.db.select().from(redeliveries).where(eq(redeliveries.id, id))
  if (known === undefined) throw new BaseError('redelivery-unknown', { details: { id } })
  if (known.operator !== operator) throw new BaseError('operator-mismatch', { details: { operator } })
  return endRedelivery(common, known, code)
}

/** Ends a challenge and tells of its share again: who waits for the pictures looks for them then. */
export async function endRedelivery(
  { store, bus }: Common,
  { id, jobId, ticket, share }: RedeliveryRow,
  code: string | undefined,
): Promise<boolean> {
  const ended = await transact(store.db, async (tx) => {
    await lockJob(tx, jobId)
    const [row] = await tx.select().from(shares).where(isShare({ ticket, share }))
    if (row === undefined || (code === undefined && !(await holdsBlobs(tx, row.blobs)))) return false
    const changed = await tx
      .update(redeliveries)
      .set(code === undefined ? { state: 'done' } : { state: 'failed', code })
      .where(and(eq(redeliveries.id, id), eq(redeliveries.state, 'waiting')))
      .returning({ id: redeliveries.id })
    if (changed.length > 0) await announceShare(tx, row)
    return true
  })
  if (ended) bus.publish({ topic: 'job', jobId })
  return ended
}
