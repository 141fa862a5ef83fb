import type { JobRecord, ShareRecord } from './jobRecord.ts'
import { endOf, isWorking, missingImages } from './records.ts'

/** How far a job is followed: until its lines are in a block, or until that block is final. */
export type Until = 'settled' | 'final'

/** Shares whose settlement is worth waiting for. */
const owedShares = (job: JobRecord): ShareRecord[] =>
  job.shares.filter(({ line, fault }) => line !== undefined && line.steps > 0 && fault === undefined)

const isFollowedTo = (until: Until) => (share: ShareRecord) =>
  until === 'final' ? share.final : share.settledTx !== undefined

export const isDelivered = (job: JobRecord): boolean =>
  missingImages(job).length === 0 && !job.shares.some(isWorking)

export const hasReached = (job: JobRecord, until: Until): boolean =>
  isDelivered(job) && owedShares(job).every(isFollowedTo(until))

/** Chain seconds of the next moment at which the client has to act without being told. */
export function nextMoment(job: JobRecord): number {
  const deadlines = job.shares.filter(isWorking).map((share) => endOf(job, share) + 1)
  const holds = job.shares
    .filter((share) => share.line !== undefined && !share.tabbed && share.fault === undefined)
    .map((share) => share.holdUntil ?? 0)
  return Math.min(...deadlines, ...holds)
}
