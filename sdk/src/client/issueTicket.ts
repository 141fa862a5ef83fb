import { bytesToHex } from 'viem'
import { BaseError } from '../errors/base.ts'
import { paramsCommit } from '../protocol/commitment.ts'
import { unitPriceOf } from '../protocol/pricing.ts'
import { sealBody } from '../protocol/sealing.ts'
import { signTicket } from '../protocol/signing.ts'
import { hashTicket } from '../protocol/typedData.ts'
import type { ReservedShare } from '../schema/job.ts'
import type { Ticket } from '../schema/typed.ts'
import { type Context, keyOf } from './context.ts'
import type { JobRecord, ShareRecord, TicketRecord } from './jobRecord.ts'
import { updateJob } from './records.ts'
import { checkSession } from './session.ts'

/** A ticket stays redeemable this long after delivery was due, for batches and the ticket lane. */
export const REDEEM_SECONDS = 2 * 3600
const TIMES_ESTIMATE = { fast: 5, relaxed: 10 } as const

export const deliverSeconds = (ctx: Context, job: Pick<JobRecord, 'order' | 'etaSeconds'>): number =>
  Math.max(ctx.leastSeconds, Math.ceil(job.etaSeconds * TIMES_ESTIMATE[job.order.tier]))

/** Attempt and forerunner of a share that makes pictures which an earlier share did not bring. */
function lineage(job: JobRecord, firstImage: number): { attempt: number; replaces?: number } {
  const before = job.shares.filter(
    (share) => share.firstImage <= firstImage && firstImage < share.firstImage + share.images,
  )
  const newest = before.reduce<ShareRecord | undefined>(
    (latest, share) => (latest === undefined || share.attempt > latest.attempt ? share : latest),
    undefined,
  )
  return newest === undefined ? { attempt: 0 } : { attempt: newest.attempt + 1, replaces: newest.seq }
}

/**
 * Takes numbers, signs a ticket over the reserved shares and seals the body to each worker. Ticket, seals and result
 * keys are durable when this returns; nothing has been sent. One caller at a time for each session.
 */
export function issueTicket(ctx: Context, jobId: JobRecord['jobId'], reserved: readonly ReservedShare[]) {
  return ctx.store.getJob(jobId).then((job) => {
    if (job === undefined) throw new BaseError('job-lost', { details: { jobId } })
    return ctx.store.withLock(`numbers:${job.session}`, () => issue(ctx, job, reserved))
  })
}

async function issue(
  ctx: Context,
  job: JobRecord,
  reserved: readonly ReservedShare[],
): Promise<TicketRecord> {
  const key = keyOf(ctx, job.session)
  if (key === undefined) throw new BaseError('job-lost', { details: { session: job.session } })
  await ctx.time.refresh()
  const deliverBy = ctx.time.now() + deliverSeconds(ctx, job)
  const redeemBy = deliverBy + REDEEM_SECONDS
  const unitPrice = unitPriceOf(job.price, job.order.currency)
  const images = reserved.reduce((sum, share) => sum + share.images, 0)
  const { session, held } = await checkSession(ctx, job.session, {
    currency: job.order.currency,
    total: unitPrice * BigInt(images),
    redeemBy,
  })
  const seq = await ctx.store.takeNumbers({
    session: job.session,
    count: reserved.length,
    window: session.window,
    held,
  })
  if (seq === undefined) throw new BaseError('session-window-full', { details: { session: job.session } })
  const ticket: Ticket = {
    jobId: job.jobId,
    seq,
    model: job.order.model,
    unitPrice,
    unitMs: job.price.unitMs,
    stepsPerImage: job.order.steps,
    deliverBy,
    redeemBy,
    paramsCommit: paramsCommit(job.jobId, job.order, job.body, job.salt),
    shares: reserved.map(({ operator, images: promised }) => ({ operator, images: promised })),
  }
  const signature = await signTicket(key, ctx.domain, ticket)
  const digest = hashTicket(ctx.domain, ticket)
  const shares = await Promise.all(
    reserved.map((share, index) => sealShare(ctx, job, ticket, digest, share, index)),
  )
  const record = { digest, signed: { session: job.session, ticket, signature }, posted: false }
  await updateJob(ctx.store, job.jobId, (current) => ({
    ...current,
    tickets: [...current.tickets, record],
    shares: [...current.shares, ...shares],
  }))
  return record
}

async function sealShare(
  ctx: Context,
  job: JobRecord,
  ticket: Ticket,
  digest: TicketRecord['digest'],
  { operator, workerId, certificate, images, firstImage }: ReservedShare,
  share: number,
): Promise<ShareRecord> {
  const { attempt, replaces } = lineage(job, firstImage)
  const { sealed, resultKey } = await sealBody({
    publicKey: certificate.key.publicKey,
    context: {
      chainId: ctx.network.chainId,
      ledger: ctx.network.contracts.renderLedger,
      jobId: job.jobId,
      share,
      attempt,
      operator,
      keySeq: certificate.key.seq,
    },
    paramsCommit: ticket.paramsCommit,
    body: job.body,
    salt: job.salt,
  })
  return {
    seq: ticket.seq + share,
    ticket: digest,
    share,
    attempt,
    ...(replaces === undefined ? {} : { replaces }),
    operator,
    workerId,
    firstImage,
    images,
    sealed,
    resultKey: bytesToHex(resultKey),
    rating: 0,
    tabbed: false,
    final: false,
  }
}
