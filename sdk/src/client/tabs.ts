import type { Address } from 'viem'
import { isUsable } from '../protocol/numbers.ts'
import { packRatings } from '../protocol/ratings.ts'
import { signTab } from '../protocol/signing.ts'
import { type Context, keyOf } from './context.ts'
import type { JobRecord, ShareRecord } from './jobRecord.ts'
import { updateJob } from './records.ts'

/**
 * One Tab over all open lines of a session replaces the tabs before. Lines still waiting for a rating are left out
 * unless `force`. Without a new line there is nothing to sign, unless `again`. The Tab is durable before it is sent. Returns the shares that became part of a Tab.
 */
export const signOpenLines = (
  ctx: Context,
  session: Address,
  { force = false, again = false }: { force?: boolean; again?: boolean },
): Promise<ShareRecord[]> =>
  ctx.store.withLock(`tab:${session}`, async () => {
    const key = keyOf(ctx, session)
    const jobs = (await ctx.store.listJobs()).filter((job) => job.session === session)
    const now = ctx.time.now()
    const due = (share: ShareRecord) => share.tabbed || force || (share.holdUntil ?? 0) <= now
    const candidates = jobs.flatMap((job) => openLines(job).filter(due))
    const fresh = candidates.filter((share) => !share.tabbed)
    if (key === undefined || (fresh.length === 0 && !again)) return []
    const { window } = await ctx.reads.session(session)
    const open = candidates.filter(({ seq }) => isUsable(window, seq)).sort((a, b) => a.seq - b.seq)
    if (open.length > 0) {
      const lines = open.flatMap(({ line }) => (line === undefined ? [] : [line]))
      const ratings = packRatings(open.map(({ rating }) => rating))
      const signature = await signTab(key, ctx.domain, lines, ratings)
      await ctx.store.putTab({ session, lines, ratings, signature })
    }
    for (const job of jobs) await markTabbed(ctx, job, fresh)
    return fresh
  })

/** Lines that may still be paid. */
const openLines = (job: JobRecord): ShareRecord[] =>
  job.shares.filter(
    (share) => share.line !== undefined && share.settledTx === undefined && share.fault === undefined,
  )

async function markTabbed(ctx: Context, job: JobRecord, fresh: readonly ShareRecord[]): Promise<void> {
  const tabbed = (share: ShareRecord) =>
    fresh.some(({ seq, ticket }) => share.seq === seq && share.ticket === ticket)
  if (!job.shares.some(tabbed)) return
  await updateJob(ctx.store, job.jobId, (current) => ({
    ...current,
    shares: current.shares.map((share) => (tabbed(share) ? { ...share, tabbed: true } : share)),
  }))
}

/** Sends the newest Tab of a session; again is harmless. */
export async function sendTab(ctx: Context, session: Address, signal?: AbortSignal): Promise<void> {
  const tab = await ctx.store.getTab(session)
  if (tab !== undefined) await ctx.relayer.postTab({ body: tab }, signal === undefined ? {} : { signal })
}
