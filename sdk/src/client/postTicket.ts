import { toBaseError } from '../errors/toBaseError.ts'
import type { Context } from './context.ts'
import type { JobRecord, TicketRecord } from './jobRecord.ts'
import { pause } from './pause.ts'
import { isWorking, updateJob } from './records.ts'

/** Codes that another worker or a fresh number cannot mend: the job itself is at fault. */
const fatal: ReadonlySet<string> = new Set([
  'request-malformed',
  'request-too-large',
  'wrong-chain',
  'model-unknown',
  'model-unlisted',
  'model-private',
  'size-not-offered',
  'steps-not-offered',
  'count-not-offered',
  'price-too-low',
  'session-missing',
  'session-closing',
  'session-expired',
  'session-poor',
  'session-currency',
  'session-window-full',
  'ticket-signature',
  'ticket-mismatch',
  'job-exists',
  'job-lost',
  'body-invalid',
  'body-too-large',
  'params-mismatch',
  'attempts-exhausted',
])

export const isFatal = (code: string): boolean => fatal.has(code)

/** Codes of a server or a chain that is away: the same bytes are sent again. */
export const isAway = (code: string): boolean =>
  code === 'network-unreachable' ||
  code === 'chain-unreachable' ||
  code === 'rate-limited' ||
  code === 'relayer-failed'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 10_000

/**
 * Hands the ticket in, again and again while the relayer is away: the same bytes are harmless. A refusal marks the
 * ticket's shares with its code.
 */
export async function postTicket(
  ctx: Context,
  job: JobRecord,
  { digest, signed }: TicketRecord,
  signal: AbortSignal,
): Promise<JobRecord> {
  const shares = job.shares
    .filter((share) => share.ticket === digest)
    .map(({ firstImage, attempt, replaces, sealed }) => ({ firstImage, attempt, replaces, sealed }))
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const error = await ctx.relayer
      .postTicket({ body: { order: job.order, signed, shares } }, { signal })
      .then(() => undefined, toBaseError)
    if (error === undefined) return markTicket(ctx, job, digest)
    if (signal.aborted) throw error
    const isDead = ctx.time.now() >= signed.ticket.deliverBy
    if (!isAway(error.code) || isDead)
      return markTicket(ctx, job, digest, isDead ? 'ticket-expired' : error.code)
    await pause(waitMs, signal)
  }
}

const markTicket = (ctx: Context, { jobId }: JobRecord, digest: string, fault?: string): Promise<JobRecord> =>
  updateJob(ctx.store, jobId, (job) => ({
    ...job,
    tickets: job.tickets.map((ticket) => (ticket.digest === digest ? { ...ticket, posted: true } : ticket)),
    shares: job.shares.map((share) =>
      share.ticket === digest && fault !== undefined && isWorking(share) ? { ...share, fault } : share,
    ),
  }))
