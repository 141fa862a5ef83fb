import { BaseError } from '../errors/base.ts'
import { RATING_BAD, RATING_GOOD } from '../protocol/ratings.ts'
import type { JobId } from '../schema/primitives.ts'
import type { Context } from './context.ts'
import { updateJob } from './records.ts'

export type Rating = 'good' | 'bad'

/** A picture of the request, or the share with a number: ratings count per share. */
export type Rated = { readonly image: number } | { readonly seq: number }

/** Lets a rating go along with the line of its share. False when the line was signed before: then it does not count. */
export async function rateJob(ctx: Context, jobId: JobId, target: Rated, rating: Rating): Promise<boolean> {
  const known = await ctx.store.getJob(jobId)
  if (known === undefined) throw new BaseError('job-lost', { details: { jobId } })
  let counts = false
  const apply = () =>
    updateJob(ctx.store, jobId, (job) => {
      const seq = 'seq' in target ? target.seq : job.images.find(({ image }) => image === target.image)?.seq
      const share = job.shares.findLast((candidate) => candidate.seq === seq)
      if (share === undefined) throw new BaseError('share-unknown', { details: target })
      counts = !share.tabbed
      if (!counts) return job
      const rated = { ...share, rating: rating === 'good' ? RATING_GOOD : RATING_BAD }
      return { ...job, shares: job.shares.map((candidate) => (candidate === share ? rated : candidate)) }
    })
  // Not while a Tab is being signed: what is in it and what is said here must agree.
  await ctx.store.withLock(`tab:${known.session}`, apply)
  return counts
}
