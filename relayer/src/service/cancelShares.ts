import { BaseError } from '@supernet/sdk/errors'
import { hashCancel, isSignedBy } from '@supernet/sdk/protocol'
import type { CancelRequest, JobView } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import type { Common } from '../common.ts'
import { announceCancel, changeShare, lockJob } from '../store/jobEvents.ts'
import { readJob } from '../store/jobs.ts'
import { jobs, shares } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'

/** Makes a user's cancels durable and wakes their workers. Acknowledged before any worker has answered. */
export async function cancelShares(
  { store, domain, bus }: Common,
  jobId: `0x${string}`,
  { cancels }: CancelRequest,
): Promise<JobView> {
  const operators = await transact(store.db, async (tx) => {
    const job = await lockJob(tx, jobId)
    if (job === undefined) throw new BaseError('job-unknown', { details: { jobId } })
    const rows = await tx.select().from(shares).where(eq(shares.jobId, jobId))
    const woken = new Set<`0x${string}`>()
    for (const entry of cancels) {
      const row = rows.find(
        ({ ticket, share }) => ticket === entry.cancel.ticket && share === entry.cancel.share,
      )
      if (row === undefined) throw new BaseError('share-unknown', { details: { share: entry.cancel.share } })
      if (!(await isSignedBy(job.session, hashCancel(domain, entry.cancel), entry.signature)))
        throw new BaseError('cancel-signature', { details: { session: job.session } })
      if (row.cancel !== null) continue
      await changeShare(tx, row, { cancel: entry })
      woken.add(row.operator)
    }
    if (!job.cancelled) {
      await tx.update(jobs).set({ cancelled: true }).where(eq(jobs.jobId, jobId))
      await announceCancel(tx, jobId)
    }
    return woken
  })
  bus.publish({ topic: 'job', jobId })
  for (const operator of operators) bus.publish({ topic: 'operator', operator })
  return readJob(store.db, jobId)
}
