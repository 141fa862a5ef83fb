import { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import type { StreamMessage } from '../http/stream.ts'
import type { JobId } from '../schema/primitives.ts'
import { absorbShare, giveUp } from './absorb.ts'
import { assignMissing, handIn } from './assign.ts'
import { resendCancels } from './cancel.ts'
import type { Context } from './context.ts'
import type { Inbox } from './inbox.ts'
import type { JobRecord } from './jobRecord.ts'
import { isAway } from './postTicket.ts'
import { openPreview } from './preview.ts'
import { endOf, isWorking, updateJob } from './records.ts'
import { sendTab, signOpenLines } from './tabs.ts'
import type { JobUpdate } from './updates.ts'

/** What the stream says, or that the relayer does not know the job. */
export type News = StreamMessage | { readonly type: 'lost' }

/** What a driver remembers between two rounds; all of it can be lost. */
export interface Run {
  /** The relayer's view has to be read again. */
  stale: boolean
  tabDue: boolean
  /** Number of the newest event that the record has taken in: older views on the way are dropped. */
  lastEvent: number
  searchingSince?: number
  /** Numbers whose `tabbed` was told. */
  readonly announced: Set<number>
  unsubscribe?: () => void
}

export async function load(ctx: Context, jobId: JobId): Promise<JobRecord> {
  const job = await ctx.store.getJob(jobId)
  if (job === undefined) throw new BaseError('job-lost', { details: { jobId } })
  return job
}

/** Whether the relayer has taken a ticket of the job that still matters. */
const isKnown = (job: JobRecord): boolean => job.shares.some(({ fault }) => fault === undefined)

/** One round of everything that the record and the clock ask for. */
export async function* advance(
  ctx: Context,
  jobId: JobId,
  run: Run,
  news: Inbox<News>,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  await ctx.time.refresh()
  const job = await load(ctx, jobId)
  for (const ticket of job.tickets) if (!ticket.posted) yield* handIn(ctx, job, ticket.digest, signal)
  if (isKnown(job) && (run.stale || hasSilent(ctx, job))) {
    yield* ask(ctx, jobId, run, signal)
    yield* declareSilent(ctx, jobId)
    run.stale = false
  }
  yield* assignMissing(ctx, await load(ctx, jobId), signal)
  run.searchingSince = undefined
  if (isKnown(await load(ctx, jobId)))
    run.unsubscribe ??= ctx.stream.subscribe(jobId, run.lastEvent, {
      onMessage: news.put,
      onError: (code) => {
        if (code === 'job-unknown') news.put({ type: 'lost' })
      },
    })
  yield* keepTabs(ctx, jobId, run, signal)
}

/** The relayer's whole view, for a start and after anything that may have been missed. */
async function* ask(ctx: Context, jobId: JobId, run: Run, signal: AbortSignal): AsyncGenerator<JobUpdate> {
  const view = await ctx.relayer.getJob({ params: { jobId } }, { signal }).catch((error: unknown) => {
    if (error instanceof BaseError && error.code === 'job-unknown') return undefined
    throw error
  })
  if (view === undefined) return yield* hear(ctx, jobId, run, { type: 'lost' }, signal)
  yield* hear(ctx, jobId, run, { type: 'job', job: view }, signal)
  await resendCancels(ctx, await load(ctx, jobId), signal)
}

const isSilent = (ctx: Context, job: JobRecord) => (share: JobRecord['shares'][number]) =>
  isWorking(share) && ctx.time.now() > endOf(job, share)

const hasSilent = (ctx: Context, job: JobRecord): boolean => job.shares.some(isSilent(ctx, job))

/** After the deadline, and after the relayer had nothing from the worker either. */
async function* declareSilent(ctx: Context, jobId: JobId): AsyncGenerator<JobUpdate> {
  const job = await load(ctx, jobId)
  for (const share of job.shares.filter(isSilent(ctx, job)))
    yield* giveUp(ctx, job, share, share.redelivery === undefined ? 'worker-silent' : 'redelivery-silent')
}

/** Signs lines whose time has come, sends the newest Tab, and tells which lines are in one. */
async function* keepTabs(
  ctx: Context,
  jobId: JobId,
  run: Run,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  const before = await load(ctx, jobId)
  const { session } = before
  const isDue = before.shares.some(
    ({ line, tabbed, holdUntil }) => line !== undefined && !tabbed && (holdUntil ?? 0) <= ctx.time.now(),
  )
  if (isDue && (await signOpenLines(ctx, session, {})).length > 0) run.tabDue = true
  const job = await load(ctx, jobId)
  const open = job.shares.filter((share) => share.tabbed && share.settledTx === undefined)
  if (run.tabDue && open.length > 0) {
    const error = await sendTab(ctx, session, signal).then(() => undefined, toBaseError)
    if (error !== undefined && (isAway(error.code) || signal.aborted)) throw error
    // The relayer refused a line, most likely because it was settled meanwhile: without it the Tab will do.
    if (error !== undefined) await signOpenLines(ctx, session, { again: true })
    run.tabDue = error !== undefined
  }
  const seqs = open.map(({ seq }) => seq).filter((seq) => !run.announced.has(seq))
  if (seqs.length === 0) return
  for (const seq of seqs) run.announced.add(seq)
  yield { type: 'tabbed', seqs }
}

/** What a message changes. Live messages are passed on, everything else goes through the record. */
export async function* hear(
  ctx: Context,
  jobId: JobId,
  run: Run,
  message: News,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  if (message.type === 'lost') {
    run.unsubscribe?.()
    run.unsubscribe = undefined
    run.lastEvent = 0
    await updateJob(ctx.store, jobId, (job) => ({
      ...job,
      tickets: job.tickets.map((ticket) =>
        job.shares.some((share) => share.ticket === ticket.digest && share.fault === undefined)
          ? { ...ticket, posted: false }
          : ticket,
      ),
    }))
    return
  }
  if (message.type === 'job') {
    if (message.job.lastEvent < run.lastEvent) return
    run.lastEvent = message.job.lastEvent
    for (const view of message.job.shares) yield* absorbShare(ctx, await load(ctx, jobId), view, signal)
    return
  }
  const { event } = message
  if ('n' in event) {
    if (event.n <= run.lastEvent) return
    run.lastEvent = event.n
  }
  if (event.type === 'share') yield* absorbShare(ctx, await load(ctx, jobId), event.share, signal)
  if (event.type === 'progress') {
    ctx.progress.note(event.seq, event.image, event.step)
    yield event
  }
  if (event.type === 'preview') {
    const png = await openPreview(await load(ctx, jobId), event)
    if (png !== undefined) yield { type: 'preview', image: event.image, step: event.step, png }
  }
}
