import { BaseError } from '@supernet/sdk/errors'
import { advanceShare, lineOf, type ShareEvent } from '@supernet/sdk/protocol'
import type { BlobRef, ShareState, SignedReceipt } from '@supernet/sdk/schema'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { checkReceipt } from '../core/checkReceipt.ts'
import { readClassId } from '../store/catalog.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { changeShare, isShare, lockJob } from '../store/jobEvents.ts'
import { readTicket } from '../store/jobs.ts'
import { blobs as blobTable, shares, speeds } from '../store/schema/index.ts'
import type { ShareRow } from '../store/shareRow.ts'
import { transact } from '../store/transact.ts'

/** Weight of the newest receipt in a worker's measured speed. */
const SPEED_ALPHA = 0.3

/**
 * Checks a worker's receipt and makes it durable with the names of its sealed pictures. The worker is acknowledged
 * when this returns; the same receipt again changes nothing.
 */
export async function takeReceipt(
  common: Common,
  operator: `0x${string}`,
  signed: SignedReceipt,
  blobs: readonly BlobRef[],
): Promise<void> {
  const { store, domain, bus } = common
  const { receipt } = signed
  const ticket = await readTicket(store.db, receipt.ticket)
  const known = await readShare(store.db, receipt)
  if (ticket === undefined || known === undefined)
    throw new BaseError('share-unknown', { details: { ticket: receipt.ticket, share: receipt.share } })
  if (known.operator !== operator) throw new BaseError('operator-mismatch', { details: { operator } })
  const classId = await readClassId(store.db, ticket.ticket.model)

  const changed = await transact(store.db, async (tx) => {
    await lockJob(tx, known.jobId)
    const row = await readShare(tx, receipt)
    if (row === undefined || isRepeated(row, signed)) return false
    await checkReceipt(signed, {
      domain,
      digest: receipt.ticket,
      ticket: ticket.ticket,
      classId,
      previous: row.receipt ?? undefined,
    })
    const merged = await mergeBlobs(tx, row, blobs, receipt.images, receipt.last)
    const state = nextState(row, signed)
    const paid = state === 'delivered' || state === 'cancelled'
    await changeShare(tx, row, {
      receipt: signed,
      blobs: merged,
      state,
      phase: receipt.last ? 'delivered' : 'rendering',
      code: lateCode(row, signed),
      ...(receipt.last ? { sealed: null } : {}),
      ...(paid
        ? { line: lineOf(row.session, ticket.ticket, row.share, receipt), deliveredAt: sql`now()` }
        : {}),
    })
    if (paid) await learnSpeed(tx, row.operator, ticket.ticket.model, signed)
    return true
  })
  if (changed) bus.publish({ topic: 'job', jobId: known.jobId })
}

async function readShare(db: Queryable, key: { ticket: `0x${string}`; share: number }) {
  const [row] = await db.select().from(shares).where(isShare(key))
  return row
}

/** A receipt that is stored already, or an older one that a newer has overtaken on the way. */
function isRepeated(row: ShareRow, { receipt, signature }: SignedReceipt): boolean {
  if (row.receipt === null) return false
  if (row.receipt.signature === signature) return true
  if (row.receipt.receipt.last) {
    if (!receipt.last) return true
    throw new BaseError('share-not-open', { details: { state: row.state } })
  }
  return false
}

const isLate = (row: ShareRow, { receipt }: SignedReceipt) =>
  receipt.last && receipt.completedAt > row.deliverBy
const lateCode = (row: ShareRow, signed: SignedReceipt) => (isLate(row, signed) ? 'receipt-late' : row.code)

/** What a receipt does to its share. Late work is not paid: the share waits for its client. */
function nextState(row: ShareRow, signed: SignedReceipt): ShareState {
  const { receipt } = signed
  const event = ((): ShareEvent => {
    if (!receipt.last) return { type: 'rendering' }
    if (isLate(row, signed)) return { type: 'silent' }
    if (row.cancel !== null) return { type: 'cancelled' }
    return receipt.steps === 0 ? { type: 'released' } : { type: 'delivered' }
  })()
  const state = row.state as ShareState
  // A share given up for silent keeps its state until the last receipt says what came of it.
  if (
    state === 'needsClient' &&
    (event.type === 'rendering' || event.type === 'silent' || event.type === 'released')
  )
    return state
  const next = advanceShare(state, event)
  if (typeof next !== 'string') throw new BaseError('share-not-open', { details: next.details, cause: next })
  return next
}

/** Every picture that the receipt counts must be stored here before the receipt is. */
async function mergeBlobs(
  tx: Transaction,
  row: ShareRow,
  added: readonly BlobRef[],
  images: number,
  last: boolean,
): Promise<BlobRef[]> {
  const fresh = added.filter((ref) => !row.blobs.some((old) => old.sha256 === ref.sha256))
  const inside = fresh.every(({ image }) => image >= row.firstImage && image < row.firstImage + row.images)
  if (!inside) throw new BaseError('receipt-mismatch', { details: { field: 'blobs' } })
  const stored =
    fresh.length === 0
      ? []
      : await tx
          .select({ sha256: blobTable.sha256 })
          .from(blobTable)
          .where(
            and(
              inArray(
                blobTable.sha256,
                fresh.map((ref) => ref.sha256),
              ),
              eq(blobTable.operator, row.operator),
            ),
          )
  if (stored.length !== new Set(fresh.map((ref) => ref.sha256)).size) throw new BaseError('blob-missing')
  const merged = [...row.blobs.filter((old) => !fresh.some((ref) => ref.image === old.image)), ...fresh]
  if (last && new Set(merged.map((ref) => ref.image)).size < images) throw new BaseError('blob-missing')
  return merged.sort((a, b) => a.image - b.image)
}

async function learnSpeed(
  tx: Transaction,
  operator: `0x${string}`,
  model: number,
  { receipt }: SignedReceipt,
): Promise<void> {
  if (receipt.steps === 0 || receipt.elapsedMs === 0) return
  const stepMs = receipt.elapsedMs / receipt.steps
  await tx
    .insert(speeds)
    .values({ operator, model, stepMs, samples: 1 })
    .onConflictDoUpdate({
      target: [speeds.operator, speeds.model],
      set: {
        stepMs: sql`${speeds.stepMs} * ${1 - SPEED_ALPHA} + ${stepMs} * ${SPEED_ALPHA}::float8`,
        samples: sql`${speeds.samples} + 1`,
      },
    })
}
