import type { ShareView } from '../schema/job.ts'
import type { Context } from './context.ts'
import type { JobRecord, ShareRecord } from './jobRecord.ts'
import { isSame, updateShare } from './records.ts'
import type { JobUpdate } from './updates.ts'

/** Follows a share from its Tab to the chain; a settlement counts only when the ledger itself shows the number used. */
export async function* absorbSettlement(
  ctx: Context,
  jobId: JobRecord['jobId'],
  view: ShareView,
): AsyncGenerator<JobUpdate> {
  const job = await ctx.store.getJob(jobId)
  const share = job?.shares.find((candidate) => isSame(candidate, view.seq, view.ticket))
  if (job === undefined || share === undefined) return
  const change = (values: Partial<ShareRecord>) =>
    updateShare(ctx.store, jobId, view.seq, view.ticket, (current) => ({ ...current, ...values }))
  if (view.state !== 'settled' && view.state !== 'final') {
    const ended = view.state === 'expired' || view.state === 'noShow'
    if (share.settledTx !== undefined) await change({ settledTx: undefined, settledBlock: undefined })
    else if (ended && share.line !== undefined && share.fault === undefined)
      await change({ fault: 'line-expired' })
    return
  }
  const line = share.line ?? view.line
  if (share.settledTx !== view.settledTx && view.settledTx !== undefined && line !== undefined) {
    if (!(await ctx.reads.isUsed(job.session, view.seq))) return
    await change({ settledTx: view.settledTx, settledBlock: view.settledBlock })
    yield { type: 'settled', seq: view.seq, tx: view.settledTx, block: view.settledBlock, line }
  }
  if (view.state === 'final' && !share.final) {
    await change({ final: true })
    yield { type: 'final', seq: view.seq }
  }
}
