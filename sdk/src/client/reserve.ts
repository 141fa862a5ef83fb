import type { Address } from 'viem'
import { BaseError } from '../errors/base.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import type { ReservedShare } from '../schema/job.ts'
import type { Context } from './context.ts'
import type { JobRecord } from './jobRecord.ts'
import { verifyWorker } from './verifyWorker.ts'

const MAX_ROUNDS = 4
/** Most operators that a reservation may exclude. */
const MAX_EXCLUDED = 64

export interface ImageRange {
  readonly first: number
  readonly count: number
}

/** Workers for a range of pictures, each checked against the chain; one that fails the check is left out next time. */
export async function reserve(
  ctx: Context,
  job: JobRecord,
  owner: Address,
  range: ImageRange,
  exclude: readonly Address[],
  signal: AbortSignal,
): Promise<ReservedShare[]> {
  const excluded = [...exclude]
  let lastFault: BaseError | undefined
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const reservation = await ctx.relayer.postReservation(
      {
        body: {
          jobId: job.jobId,
          session: job.session,
          order: job.order,
          images: range,
          exclude: excluded.slice(-MAX_EXCLUDED),
        },
      },
      { signal },
    )
    const shares = [...reservation.shares].sort((a, b) => a.firstImage - b.firstImage)
    if (!tiles(shares, range)) throw new BaseError('response-malformed', { details: { range, shares } })
    const faults = await Promise.all(
      shares.map((share) =>
        verifyWorker(ctx, share, { owner, tier: job.order.tier }).then(() => undefined, toBaseError),
      ),
    )
    const offline = faults.find((fault) => fault?.code === 'chain-unreachable')
    if (offline !== undefined) throw offline
    lastFault = faults.find((fault) => fault !== undefined)
    if (lastFault === undefined) return shares
    for (const [i, share] of shares.entries()) if (faults[i] !== undefined) excluded.push(share.operator)
  }
  throw new BaseError('no-workers', { cause: lastFault })
}

/** Whether the shares cover the range without gap or overlap. */
function tiles(shares: readonly ReservedShare[], { first, count }: ImageRange): boolean {
  let next = first
  for (const share of shares) {
    if (share.firstImage !== next) return false
    next += share.images
  }
  return next === first + count
}
