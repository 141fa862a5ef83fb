import { BaseError } from '@supernet/sdk/errors'
import { advanceShare, hashAccept, isSignedBy, type ShareEvent } from '@supernet/sdk/protocol'
import type { FromWorker, ShareState } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import type { Transaction } from '../store/database.ts'
import { changeShare, isShare, lockJob, type ShareKey } from '../store/jobEvents.ts'
import { shares } from '../store/schema/index.ts'
import type { ShareRow } from '../store/shareRow.ts'
import { transact } from '../store/transact.ts'

type Message<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>

/** Runs `change` on the worker's own share under the lock of its job, then wakes the job's watchers. */
async function withShare(
  { store, bus }: Common,
  operator: `0x${string}`,
  key: ShareKey,
  change: (tx: Transaction, row: ShareRow) => Promise<void>,
): Promise<void> {
  const [known] = await store.db.select().from(shares).where(isShare(key))
  if (known === undefined)
    throw new BaseError('share-unknown', { details: { ticket: key.ticket, share: key.share } })
  if (known.operator !== operator) throw new BaseError('operator-mismatch', { details: { operator } })
  await transact(store.db, async (tx) => {
    await lockJob(tx, known.jobId)
    const [row] = await tx.select().from(shares).where(isShare(key))
    if (row !== undefined) await change(tx, row)
  })
  bus.publish({ topic: 'job', jobId: known.jobId })
}

/** The state after an event, or undefined where the share has moved on: a late answer changes nothing. */
function after(row: ShareRow, event: ShareEvent): ShareState | undefined {
  const next = advanceShare(row.state as ShareState, event)
  return typeof next === 'string' ? next : undefined
}

export async function takeAccept(
  common: Common,
  operator: `0x${string}`,
  message: Message<'accept'>,
): Promise<void> {
  const { ticket, share, at, signature } = message
  if (!(await isSignedBy(operator, hashAccept(common.domain, { ticket, share, at }), signature)))
    throw new BaseError('accept-signature', { details: { operator } })
  await withShare(common, operator, message, async (tx, row) => {
    if (row.acceptSignature !== null) return
    const state = after(row, { type: 'accepted' })
    if (state !== undefined)
      await changeShare(tx, row, { state, acceptedAt: at, acceptSignature: signature, code: null })
  })
}

/** A refusal before any work: the client may give the share to another worker at once. */
export async function takeRefusal(
  common: Common,
  operator: `0x${string}`,
  message: Message<'refuse'>,
): Promise<void> {
  await withShare(common, operator, message, async (tx, row) => {
    const state = after(row, { type: 'released' })
    if (state !== undefined && row.state !== state)
      await changeShare(tx, row, { state, code: message.code, sealed: null })
  })
}

/** Progress is live only; the first of a share, and each new phase, is durable. */
export async function takeProgress(
  common: Common,
  operator: `0x${string}`,
  message: Message<'progress'>,
): Promise<void> {
  const [row] = await common.store.db.select().from(shares).where(isShare(message))
  if (row === undefined || row.operator !== operator) return
  const { phase, image, step, of } = message
  common.bus.publish({
    topic: 'live',
    jobId: row.jobId,
    event: { type: 'progress', seq: row.seq, phase, image, step, of },
  })
  if (row.phase === phase || row.state === 'needsClient') return
  await withShare(common, operator, message, async (tx, current) => {
    const state = after(current, { type: 'rendering' })
    if (state !== undefined) await changeShare(tx, current, { state, phase, image, step })
  })
}

export async function takePreview(
  { store, bus }: Common,
  operator: `0x${string}`,
  message: Message<'preview'>,
): Promise<void> {
  const [row] = await store.db
    .select({ jobId: shares.jobId, seq: shares.seq, operator: shares.operator })
    .from(shares)
    .where(isShare(message))
  if (row?.operator !== operator) return
  const { image, step, sealed } = message
  bus.publish({
    topic: 'live',
    jobId: row.jobId,
    event: { type: 'preview', seq: row.seq, image, step, sealed },
  })
}
