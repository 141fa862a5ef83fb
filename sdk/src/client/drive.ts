import type { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import type { JobId } from '../schema/primitives.ts'
import { acquire } from './acquire.ts'
import type { Context } from './context.ts'
import { advance, hear, load, type News, type Run } from './driveSteps.ts'
import { type Inbox, inbox } from './inbox.ts'
import { hasReached, nextMoment, type Until } from './jobEnd.ts'
import type { JobRecord } from './jobRecord.ts'
import { pause } from './pause.ts'
import { isAway, isFatal } from './postTicket.ts'
import { missingImages, updateJob } from './records.ts'
import type { JobUpdate } from './updates.ts'

/** Without news for this long, the relayer is asked. */
const ASK_AFTER_MS = 15_000
const PAUSE_MS = 1_000
/** How long a job looks for workers: before anything was promised, and after. */
const PATIENCE_SECONDS = { first: 15, again: 600 } as const

/**
 * Carries a job from whatever its record says to its end. Every step reads the record, acts, and stores before it
 * sends, so that it can be left and taken up at any line. One driver for each job over all tabs and processes.
 */
export async function* drive(
  ctx: Context,
  jobId: JobId,
  { until, signal }: { readonly until: Until; readonly signal: AbortSignal },
): AsyncGenerator<JobUpdate> {
  const release = await acquire(ctx.store, `run:${jobId}`, signal)
  const news = inbox<News>()
  const run: Run = { stale: true, tabDue: true, lastEvent: 0, announced: new Set() }
  try {
    for (;;) {
      try {
        yield* advance(ctx, jobId, run, news, signal)
        const job = await load(ctx, jobId)
        if (hasReached(job, until)) return await finish(ctx, jobId)
        if (missingImages(job).length > 0) continue
        yield* listen(ctx, job, run, news, signal)
      } catch (cause) {
        const error = toBaseError(cause)
        if (signal.aborted) throw error
        run.stale = true
        if (!isWorthWaiting(ctx, await load(ctx, jobId), run, error)) yield await fail(ctx, jobId, error)
        await pause(PAUSE_MS, signal)
      }
    }
  } finally {
    run.unsubscribe?.()
    release()
  }
}

/** Passes live messages on until something durable happened, or until the client has to act by itself. */
async function* listen(
  ctx: Context,
  job: JobRecord,
  run: Run,
  news: Inbox<News>,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  for (;;) {
    const waitMs = Math.max(0, (nextMoment(job) - ctx.time.now()) * 1000)
    const message = await news.take(Math.min(waitMs, ASK_AFTER_MS), signal)
    if (message === undefined) {
      run.stale = true
      return
    }
    yield* hear(ctx, job.jobId, run, message, signal)
    if (!isLive(message)) return
  }
}

const isLive = (message: News): boolean => message.type === 'event' && !('n' in message.event)

/** Whether the same step may succeed in a moment. A search for workers ends some time. */
function isWorthWaiting(ctx: Context, job: JobRecord, run: Run, error: BaseError): boolean {
  if (isAway(error.code)) return true
  if (isFatal(error.code) || error.code === 'internal' || !error.retryable) return false
  run.searchingSince ??= ctx.time.now()
  const patience = job.shares.length === 0 ? PATIENCE_SECONDS.first : PATIENCE_SECONDS.again
  return ctx.time.now() - run.searchingSince < patience
}

/** The job asks for nothing more; what is already rendered is still collected and paid. */
async function fail(ctx: Context, jobId: JobId, error: BaseError): Promise<JobUpdate> {
  const job = await load(ctx, jobId)
  if (job.failed !== undefined) throw error
  await updateJob(ctx.store, jobId, (current) => ({ ...current, failed: error.code }))
  return { type: 'failed', error }
}

async function finish(ctx: Context, jobId: JobId): Promise<void> {
  await updateJob(ctx.store, jobId, (job) => (hasReached(job, 'final') ? { ...job, done: true } : job))
}
