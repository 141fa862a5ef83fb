import { toBaseError } from '../errors/toBaseError.ts'
import type { Collected } from './collect.ts'
import type { Context } from './context.ts'
import type { JobRecord } from './jobRecord.ts'

/** The relayer may delete what is stored here. Not hearing this costs it disk until the blobs expire, nothing else. */
export async function acknowledge(
  ctx: Context,
  job: JobRecord,
  collected: readonly Collected[],
): Promise<void> {
  const blobs = collected.map(({ blob }) => blob)
  await ctx.relayer
    .postAcknowledgement({ params: { jobId: job.jobId }, body: { blobs } })
    .then(() => undefined, toBaseError)
}
