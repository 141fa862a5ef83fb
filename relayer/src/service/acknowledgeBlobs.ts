import { BaseError } from '@supernet/sdk/errors'
import { eq, inArray } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { blobs as blobTable, shares } from '../store/schema/index.ts'

/** Deletes sealed pictures that their client has stored. Only pictures of the job can be named. */
export async function acknowledgeBlobs(
  { store, blobs }: Common,
  jobId: `0x${string}`,
  named: readonly `0x${string}`[],
): Promise<void> {
  const rows = await store.db.select({ blobs: shares.blobs }).from(shares).where(eq(shares.jobId, jobId))
  if (rows.length === 0) throw new BaseError('job-unknown', { details: { jobId } })
  const own = new Set(rows.flatMap((row) => row.blobs.map((ref) => ref.sha256)))
  const doomed = named.filter((sha256) => own.has(sha256))
  if (doomed.length === 0) return
  // The row goes first: a crash in between leaves a file without a row, which the pruner finds.
  await store.db.delete(blobTable).where(inArray(blobTable.sha256, doomed))
  for (const sha256 of doomed) await blobs.delete(sha256)
}
