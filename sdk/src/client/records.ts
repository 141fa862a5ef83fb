import type { Address } from 'viem'
import { BaseError } from '../errors/base.ts'
import type { JobId } from '../schema/primitives.ts'
import type { JobRecord, ShareRecord } from './jobRecord.ts'
import type { JobStore } from './jobStore.ts'

/** After `redeemBy` a ticket can still be in a block that this clock has not seen. */
const DEAD_AFTER_SECONDS = 120

/** Reads, changes and stores a job with nobody in between. Returns the record as stored. */
export const updateJob = (
  store: JobStore,
  jobId: JobId,
  change: (job: JobRecord) => JobRecord,
): Promise<JobRecord> =>
  store.withLock(`record:${jobId}`, async () => {
    const job = await store.getJob(jobId)
    if (job === undefined) throw new BaseError('job-lost', { details: { jobId } })
    const changed = change(job)
    if (changed !== job) await store.putJob(changed)
    return changed
  })

/** `updateJob` of one share. */
export const updateShare = (
  store: JobStore,
  jobId: JobId,
  seq: number,
  ticket: string,
  change: (share: ShareRecord) => ShareRecord,
): Promise<JobRecord> =>
  updateJob(store, jobId, (job) => ({
    ...job,
    shares: job.shares.map((share) => (isSame(share, seq, ticket) ? change(share) : share)),
  }))

/** A number may serve a second ticket after the first is dead: only both together name a share. */
export const isSame = (share: ShareRecord, seq: number, ticket: string): boolean =>
  share.seq === seq && share.ticket === ticket

export const redeemByOf = (job: JobRecord, share: ShareRecord): number =>
  job.tickets.find(({ digest }) => digest === share.ticket)?.signed.ticket.redeemBy ?? 0

export const deliverByOf = (job: JobRecord, share: ShareRecord): number =>
  job.tickets.find(({ digest }) => digest === share.ticket)?.signed.ticket.deliverBy ?? 0

/** How long a delivered share whose pictures are gone waits for its worker before they are made elsewhere. */
const REDELIVERY_PATIENCE_SECONDS = 600

/** Chain second after which nothing more is waited for from a working share. */
export const endOf = (job: JobRecord, share: ShareRecord): number => {
  const asked = share.redelivery?.redeliver.at
  const patience = asked === undefined ? 0 : asked + REDELIVERY_PATIENCE_SECONDS
  return Math.max(deliverByOf(job, share), patience)
}

/** Whether money can still move for the share: its ticket lives, or a Tab over its line was signed. */
const canBePaid = (job: JobRecord, share: ShareRecord, now: number): boolean =>
  share.settledTx === undefined && (share.tabbed || redeemByOf(job, share) + DEAD_AFTER_SECONDS > now)

/** Shares of a session whose numbers and money are still bound, over all jobs. */
export const boundShares = (jobs: readonly JobRecord[], session: Address, now: number) =>
  jobs
    .filter((job) => job.session === session)
    .flatMap((job) =>
      job.shares.filter((share) => canBePaid(job, share, now)).map((share) => ({ job, share })),
    )

/** What a bound share may still cost: its line once known, all of it before. */
export function boundAmount(job: JobRecord, share: ShareRecord): bigint {
  if (share.line !== undefined) return share.line.amount
  const ticket = job.tickets.find(({ digest }) => digest === share.ticket)?.signed.ticket
  return (ticket?.unitPrice ?? 0n) * BigInt(share.images)
}

/** Whether a share can still bring its pictures. */
export const isWorking = (share: ShareRecord): boolean =>
  share.line === undefined && share.fault === undefined

/** Pictures that nobody is making, none has made, and the person still wants. */
export function missingImages(job: JobRecord): number[] {
  if (job.cancelled || job.failed !== undefined) return []
  const covered = new Set(job.images.map(({ image }) => image))
  for (const share of job.shares) {
    if (!isWorking(share) && share.cancel === undefined) continue
    for (let i = 0; i < share.images; i++) covered.add(share.firstImage + i)
  }
  return Array.from({ length: job.order.count }, (_, i) => i).filter((image) => !covered.has(image))
}
