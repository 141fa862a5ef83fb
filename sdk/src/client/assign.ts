import { BaseError } from '../errors/base.ts'
import type { Context } from './context.ts'
import { issueTicket } from './issueTicket.ts'
import type { JobRecord } from './jobRecord.ts'
import { isFatal, postTicket } from './postTicket.ts'
import { missingImages } from './records.ts'
import { type ImageRange, reserve } from './reserve.ts'
import type { JobUpdate } from './updates.ts'

/** Workers tried for one picture before the job gives up on it. */
const MAX_ATTEMPTS = 5

/** Runs of neighbouring numbers. */
function rangesOf(images: readonly number[]): ImageRange[] {
  const ranges: { first: number; count: number }[] = []
  for (const image of images) {
    const open = ranges.at(-1)
    if (open !== undefined && open.first + open.count === image) open.count += 1
    else ranges.push({ first: image, count: 1 })
  }
  return ranges
}

const attemptsOf = (job: JobRecord, { first, count }: ImageRange): number =>
  job.shares
    .filter((share) => share.firstImage < first + count && first < share.firstImage + share.images)
    .reduce((most, share) => Math.max(most, share.attempt + 1), 0)

const isNobody = (code: string) => code === 'no-workers' || code === 'workers-busy'

/** Gives every missing picture to a worker: the first time and, with a fresh number, after a worker failed. */
export async function* assignMissing(
  ctx: Context,
  job: JobRecord,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  for (const range of rangesOf(missingImages(job))) {
    if (attemptsOf(job, range) >= MAX_ATTEMPTS) throw new BaseError('attempts-exhausted', { details: range })
    await ctx.time.refresh()
    const { owner } = await ctx.reads.session(job.session)
    const failed = job.shares.flatMap(({ fault, operator }) => (fault === undefined ? [] : [operator]))
    const shares = await reserve(ctx, job, owner, range, failed, signal).catch((error: unknown) => {
      // Better one that failed before than none: it may be back.
      if (error instanceof BaseError && isNobody(error.code) && failed.length > 0)
        return reserve(ctx, job, owner, range, [], signal)
      throw error
    })
    yield { type: 'reserved', shares }
    const ticket = await issueTicket(ctx, job.jobId, shares)
    const stored = await ctx.store.getJob(job.jobId)
    if (stored !== undefined) yield* handIn(ctx, stored, ticket.digest, signal)
  }
}

/** Posts a stored ticket and says so, or says which shares it cost. */
export async function* handIn(
  ctx: Context,
  job: JobRecord,
  digest: string,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  const ticket = job.tickets.find((candidate) => candidate.digest === digest)
  if (ticket === undefined) return
  const posted = await postTicket(ctx, job, ticket, signal)
  const shares = posted.shares.filter((share) => share.ticket === digest)
  const refused = shares.find(({ fault }) => fault !== undefined)?.fault
  if (refused === undefined)
    yield {
      type: 'ticketed',
      ticket: ticket.digest,
      seqs: shares.map(({ seq }) => seq),
      replaces: shares[0]?.replaces,
    }
  else {
    for (const { seq } of shares) yield { type: 'fault', seq, error: new BaseError(refused) }
    if (isFatal(refused)) throw new BaseError(refused)
  }
}
