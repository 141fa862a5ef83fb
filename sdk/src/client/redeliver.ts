import { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { REDELIVER_SECONDS } from '../protocol/redelivery.ts'
import { signRedeliver } from '../protocol/signing.ts'
import type { RedeliveryView } from '../schema/job.ts'
import type { Hex32, JobId } from '../schema/primitives.ts'
import type { SignedRedeliver } from '../schema/typed.ts'
import { acknowledge } from './acknowledge.ts'
import { acquire } from './acquire.ts'
import { type Collected, completeWith } from './collect.ts'
import { type Context, keyOf } from './context.ts'
import type { ImageRecord, JobRecord, ShareRecord } from './jobRecord.ts'
import { pause } from './pause.ts'
import { isAway } from './postTicket.ts'
import { updateShare } from './records.ts'

/** What `redeliver` yields. A share whose `until` passes in silence ends with a fault. */
export type RedeliveryUpdate =
  /** The challenge is durable at the relayer; the worker has until this chain second. */
  | { readonly type: 'asked'; readonly seq: number; readonly until: number }
  /** The picture is stored again, and is the one of the receipt. */
  | {
      readonly type: 'image'
      readonly image: number
      readonly seq: number
      readonly png: Uint8Array
      readonly sha256: Hex32
    }
  | { readonly type: 'fault'; readonly seq: number; readonly error: BaseError }

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

/**
 * Hands in the share's challenge to deliver again: the stored one while it is good, else a new one, which is durable
 * before it is sent.
 */
export async function askAgain(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  { signal, fresh = false }: { signal: AbortSignal; fresh?: boolean },
): Promise<RedeliveryView> {
  const stored = share.redelivery
  const isGood = stored !== undefined && stored.redeliver.at + REDELIVER_SECONDS > ctx.time.now()
  const signed = isGood && !fresh ? stored : await sign(ctx, job, share)
  return ctx.relayer.postRedelivery({ params: { jobId: job.jobId }, body: signed }, { signal })
}

async function sign(ctx: Context, job: JobRecord, share: ShareRecord): Promise<SignedRedeliver> {
  const key = keyOf(ctx, job.session)
  if (key === undefined) throw new BaseError('job-lost', { details: { session: job.session } })
  // Two challenges of one second would be one.
  const at = Math.max(ctx.time.now(), (share.redelivery?.redeliver.at ?? 0) + 1)
  const redeliver = { ticket: share.ticket, share: share.share, at }
  const signed = { redeliver, signature: await signRedeliver(key, ctx.domain, redeliver) }
  await updateShare(ctx.store, job.jobId, share.seq, share.ticket, (current) => ({
    ...current,
    redelivery: signed,
  }))
  return signed
}

/** A share with pictures that were verified once, are wanted, and are not stored any longer. */
interface Loss {
  readonly share: ShareRecord
  readonly lost: readonly ImageRecord[]
  /** Its other pictures: their hashes count for the root of the receipt. */
  readonly others: readonly ImageRecord[]
}

async function findLosses(ctx: Context, job: JobRecord, wanted?: readonly number[]): Promise<Loss[]> {
  const isLost = await Promise.all(
    job.images.map(
      async ({ image }) =>
        (wanted?.includes(image) ?? true) && (await ctx.store.getImage(job.jobId, image)) === undefined,
    ),
  )
  return job.shares.flatMap((share) => {
    const own = (lost: boolean) => job.images.filter(({ seq }, i) => seq === share.seq && isLost[i] === lost)
    const lost = own(true)
    return lost.length === 0 || share.receipt === undefined ? [] : [{ share, lost, others: own(false) }]
  })
}

/**
 * Brings back pictures of a job that this device lost: asks their workers, waits at most a day for each, opens what comes
 * and stores it when it is what the receipt vouches for. It can be left and called again at any point.
 */
export async function* redeliver(
  ctx: Context,
  jobId: JobId,
  { images, signal }: { images?: readonly number[] | undefined; signal: AbortSignal },
): AsyncGenerator<RedeliveryUpdate> {
  const release = await acquire(ctx.store, `redeliver:${jobId}`, signal)
  try {
    await ctx.time.refresh()
    const job = await ctx.store.getJob(jobId)
    if (job === undefined) throw new BaseError('job-lost', { details: { jobId } })
    const runs = (await findLosses(ctx, job, images)).map((loss) => bringBack(ctx, job, loss, signal))
    yield* interleave(runs)
  } finally {
    release()
  }
}

async function* bringBack(
  ctx: Context,
  job: JobRecord,
  loss: Loss,
  signal: AbortSignal,
): AsyncGenerator<RedeliveryUpdate> {
  const { share } = loss
  const { seq } = share
  try {
    let view = await askAgain(ctx, job, share, { signal })
    // An older challenge that has ended already says nothing about today.
    if (view.state === 'failed') view = await askAgain(ctx, job, share, { signal, fresh: true })
    yield { type: 'asked', seq, until: view.until }
    let collected = await waitAndTake(ctx, job, loss, view, signal)
    if (collected === undefined) {
      const newer = await askAgain(ctx, job, share, { signal, fresh: true })
      collected = await waitAndTake(ctx, job, loss, newer, signal)
    }
    if (collected === undefined) throw new BaseError('blob-missing', { details: { seq } })
    for (const { png, image } of collected) await ctx.store.putImage(job.jobId, image, png)
    await updateShare(ctx.store, job.jobId, seq, share.ticket, ({ redelivery: _, ...current }) => current)
    for (const { image, png, sha256 } of collected) yield { type: 'image', image, seq, png, sha256 }
    await acknowledge(ctx, job, collected)
  } catch (cause) {
    if (signal.aborted) throw toBaseError(cause)
    yield { type: 'fault', seq, error: toBaseError(cause) }
  }
}

/** Undefined when the pictures were here and are gone again. */
async function waitAndTake(
  ctx: Context,
  job: JobRecord,
  { share, lost, others }: Loss,
  asked: RedeliveryView,
  signal: AbortSignal,
): Promise<Collected[] | undefined> {
  const { state, code } = await waitForEnd(ctx, asked, signal)
  if (state === 'failed') throw new BaseError(code ?? 'redelivery-silent')
  const receipt = share.receipt?.receipt
  if (receipt === undefined) return undefined
  const blobs = lost.map(({ image, blob }) => ({ image, sha256: blob }))
  return completeWith(ctx, { job, share, receipt, stored: others }, blobs, signal).catch((cause: unknown) => {
    if (toBaseError(cause).code === 'blob-missing') return undefined
    throw cause
  })
}

async function waitForEnd(ctx: Context, asked: RedeliveryView, signal: AbortSignal): Promise<RedeliveryView> {
  let view = asked
  for (let waitMs = FIRST_WAIT_MS; view.state === 'waiting'; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    await pause(waitMs, signal)
    view = await ctx.relayer
      .getRedelivery({ params: { id: view.id } }, { signal })
      .catch((cause: unknown) => {
        if (isAway(toBaseError(cause).code)) return view
        throw cause
      })
  }
  return view
}

/** All runs at once, their updates as they come: a worker that is away keeps nobody else's pictures back. */
async function* interleave<T>(runs: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = (run: AsyncGenerator<T>) => run.next().then((result) => ({ run, result }))
  const waiting = new Map(runs.map((run) => [run, next(run)]))
  while (waiting.size > 0) {
    const { run, result } = await Promise.race(waiting.values())
    if (result.done === true) waiting.delete(run)
    else {
      waiting.set(run, next(run))
      yield result.value
    }
  }
}
