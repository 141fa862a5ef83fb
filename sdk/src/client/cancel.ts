import { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { signCancel } from '../protocol/signing.ts'
import type { JobView } from '../schema/job.ts'
import type { JobId } from '../schema/primitives.ts'
import type { Cancel } from '../schema/typed.ts'
import { type Context, keyOf } from './context.ts'
import type { JobRecord, ShareRecord } from './jobRecord.ts'
import { isSame, isWorking, updateJob } from './records.ts'

/** Steps that a worker may do while the cancel is on its way. */
const STEPS_ON_THE_WAY = 10

/** Steps of the share that this client has reason to believe were done. */
function stepsDone(ctx: Context, job: JobRecord, share: ShareRecord, view: JobView | undefined): number {
  const shown = view?.shares.find((candidate) => isSame(share, candidate.seq, candidate.ticket))
  const delivered = Math.max(shown?.blobs.length ?? 0, share.receipt?.receipt.images ?? 0)
  return Math.max(ctx.progress.steps(share.seq), delivered * job.order.steps + (shown?.step ?? 0))
}

/**
 * Stops the given shares, or the whole job: what is not assigned stays unassigned. The signed cancels are durable
 * before they are sent; completed steps are paid.
 */
export async function cancelJob(ctx: Context, jobId: JobId, seqs?: readonly number[]): Promise<void> {
  const job = await ctx.store.getJob(jobId)
  if (job === undefined) throw new BaseError('job-lost', { details: { jobId } })
  const key = keyOf(ctx, job.session)
  if (key === undefined) throw new BaseError('job-lost', { details: { session: job.session } })
  const view = await ctx.relayer.getJob({ params: { jobId } }).catch((error: unknown) => {
    // The signed record matters more than the count of steps: it is sent when the relayer is back.
    if (toBaseError(error).retryable || toBaseError(error).code === 'job-unknown') return undefined
    throw error
  })
  const chosen = job.shares.filter((share) => isWorking(share) && (seqs?.includes(share.seq) ?? true))
  const cancels = await Promise.all(
    chosen.map(async (share) => {
      const most = share.images * job.order.steps
      const maxSteps = Math.min(most, stepsDone(ctx, job, share, view) + STEPS_ON_THE_WAY)
      const cancel: Cancel = { ticket: share.ticket, share: share.share, maxSteps }
      return { share, signed: { cancel, signature: await signCancel(key, ctx.domain, cancel) } }
    }),
  )
  const stored = await updateJob(ctx.store, jobId, (current) => ({
    ...current,
    cancelled: current.cancelled || seqs === undefined,
    shares: current.shares.map((share) => {
      const mine = cancels.find((candidate) => isSame(share, candidate.share.seq, candidate.share.ticket))
      return mine === undefined ? share : { ...share, cancel: mine.signed }
    }),
  }))
  await resendCancels(ctx, stored)
}

/** Sends every stored cancel of a share that still works; again is harmless. */
export async function resendCancels(ctx: Context, job: JobRecord, signal?: AbortSignal): Promise<void> {
  const cancels = job.shares.flatMap((share) =>
    isWorking(share) && share.cancel !== undefined ? [share.cancel] : [],
  )
  if (cancels.length === 0) return
  await ctx.relayer.postCancel(
    { params: { jobId: job.jobId }, body: { cancels } },
    signal === undefined ? {} : { signal },
  )
}
