import { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { lineOf } from '../protocol/amounts.ts'
import type { ShareView } from '../schema/job.ts'
import type { SignedReceipt } from '../schema/typed.ts'
import { absorbSettlement } from './absorbSettlement.ts'
import { acknowledge } from './acknowledge.ts'
import { checkReceipt } from './checkReceipt.ts'
import { type Collected, collect } from './collect.ts'
import type { Context } from './context.ts'
import type { JobRecord, ShareRecord } from './jobRecord.ts'
import { isAway, isFatal } from './postTicket.ts'
import { isSame, isWorking, updateJob, updateShare } from './records.ts'
import { askAgain } from './redeliver.ts'
import type { JobUpdate } from './updates.ts'

const isNewer = ({ receipt }: SignedReceipt, share: ShareRecord): boolean => {
  const before = share.receipt?.receipt
  return before === undefined || receipt.last || receipt.images > before.images
}

/**
 * Takes in a share as the relayer shows it: new pictures are opened, verified and stored, a last receipt becomes the
 * line that is owed, a settlement is checked on chain. Nothing is believed that is not signed or on chain, except that
 * a worker gave its share back.
 */
export async function* absorbShare(
  ctx: Context,
  job: JobRecord,
  view: ShareView,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  const share = job.shares.find((candidate) => isSame(candidate, view.seq, view.ticket))
  if (share === undefined) return
  yield { type: 'share', share: view }
  if (isWorking(share) && view.receipt !== undefined && isNewer(view.receipt, share))
    yield* absorbReceipt(ctx, job, share, view, view.receipt, signal)
  else if (isWorking(share) && isGivenBack(ctx, view))
    yield* giveUp(ctx, job, share, view.code ?? 'worker-silent')
  yield* absorbSettlement(ctx, job.jobId, view)
}

/** Codes by which the relayer says that time ran out; the client looks at its own clock. */
const timeCodes: ReadonlySet<string | undefined> = new Set([
  undefined,
  'accept-late',
  'receipt-late',
  'ticket-expired',
])

/** Before the deadline only the worker can end its share: by a refusal, or by a last receipt. */
const isGivenBack = (ctx: Context, view: ShareView): boolean =>
  (view.state === 'needsClient' || view.state === 'noShow' || view.state === 'expired') &&
  (!timeCodes.has(view.code) || ctx.time.now() > view.deliverBy)

/**
 * Nothing more is expected from the share; its pictures become missing. Two workers that find the same fault with the
 * order itself are believed, one is not.
 */
export async function* giveUp(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  code: string,
): AsyncGenerator<JobUpdate> {
  await updateShare(ctx.store, job.jobId, share.seq, share.ticket, (current) => ({ ...current, fault: code }))
  yield { type: 'fault', seq: share.seq, error: new BaseError(code) }
  const agrees = ({ fault, operator }: ShareRecord) => fault === code && operator !== share.operator
  if (isFatal(code) && job.shares.some(agrees)) throw new BaseError(code)
}

async function* absorbReceipt(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  view: ShareView,
  signed: SignedReceipt,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  const ticket = job.tickets.find(({ digest }) => digest === share.ticket)?.signed.ticket
  if (ticket === undefined) return
  const { last, steps } = signed.receipt
  let collected: Collected[]
  try {
    await checkReceipt(ctx.domain, ticket, share, signed)
    collected = await collect(ctx, job, share, signed.receipt, view.blobs, signal)
  } catch (cause) {
    const error = toBaseError(cause)
    if (signal.aborted || isAway(error.code) || error.code === 'internal') throw error
    if (last && error.code === 'blob-missing') return yield* waitForLost(ctx, job, share, signal)
    // A receipt on the way may be seen before its pictures; only the last one has to be complete.
    if (last) yield* giveUp(ctx, job, share, error.code)
    return
  }
  // Given back with nothing done: there is nothing to pay for.
  if (last && steps === 0 && share.cancel === undefined)
    return yield* giveUp(ctx, job, share, view.code ?? 'worker-released')
  for (const { png, image } of collected) await ctx.store.putImage(job.jobId, image, png)
  await keep(ctx, job, share, signed, collected)
  for (const { image, seq, png, sha256 } of collected) yield { type: 'image', image, seq, png, sha256 }
  if (collected.length > 0) await acknowledge(ctx, job, collected)
  if (last)
    yield {
      type: 'receipt',
      seq: share.seq,
      signed,
      line: lineOf(job.session, ticket, share.share, signed.receipt),
    }
}

/** The work is done and vouched for, only its pictures are gone: its worker has them still. */
async function* waitForLost(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  const fault = await askAgain(ctx, job, share, { signal }).then(
    ({ state, code }) => (state === 'failed' ? (code ?? 'redelivery-silent') : undefined),
    (cause: unknown) => {
      const error = toBaseError(cause)
      if (signal.aborted || isAway(error.code)) throw error
      return error.code
    },
  )
  if (fault !== undefined) yield* giveUp(ctx, job, share, fault)
}

/** Pictures and receipt in one step; the last receipt makes the line. */
function keep(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  signed: SignedReceipt,
  collected: readonly Collected[],
): Promise<JobRecord> {
  const fresh = collected.map(({ png: _, ...image }) => image)
  return updateJob(ctx.store, job.jobId, (current) => ({
    ...current,
    images: [...current.images, ...fresh],
    shares: current.shares.map((candidate) =>
      isSame(candidate, share.seq, share.ticket)
        ? {
            ...candidate,
            receipt: signed,
            ...(signed.receipt.last ? owed(ctx, current, candidate, signed) : {}),
          }
        : candidate,
    ),
  }))
}

function owed(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  { receipt }: SignedReceipt,
): Partial<ShareRecord> {
  const ticket = job.tickets.find(({ digest }) => digest === share.ticket)?.signed.ticket
  if (ticket === undefined) return {}
  return {
    line: lineOf(job.session, ticket, share.share, receipt),
    holdUntil: ctx.time.now() + Math.ceil(ctx.holdTabMs / 1000),
  }
}
