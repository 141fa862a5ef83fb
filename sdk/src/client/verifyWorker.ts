import type { Address } from 'viem'
import type { ChainWorker } from '../actions/getWorker.ts'
import { BaseError } from '../errors/base.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { checkCertificate } from '../protocol/certificate.ts'
import type { ReservedShare } from '../schema/job.ts'
import type { Tier } from '../schema/order.ts'
import type { Context } from './context.ts'

/** Throws unless the chain vouches for the worker and its daily key, and the person would give it the prompt. */
export async function verifyWorker(
  ctx: Context,
  share: ReservedShare,
  { owner, tier }: { owner: Address; tier: Tier },
): Promise<void> {
  const { operator } = share
  const worker = await ctx.reads.worker(operator)
  if (worker === undefined || worker.operator !== operator)
    throw new BaseError('worker-unknown', { details: { operator } })
  const fault = faultOf(ctx, worker, share, owner, tier)
  if (fault !== undefined) throw new BaseError(fault, { details: { operator } })
  await checkCertificate(share.certificate, {
    now: ctx.time.now(),
    operator,
    minSeq: worker.minSeq,
    domain: ctx.domain,
  })
}

function faultOf(
  ctx: Context,
  worker: ChainWorker,
  share: ReservedShare,
  owner: Address,
  tier: Tier,
): ErrorCode | undefined {
  if (worker.workerId !== share.workerId || worker.workerId !== share.certificate.key.workerId)
    return 'certificate-operator'
  if (worker.jailed) return 'worker-jailed'
  if (worker.owner === owner) return 'worker-own'
  if (tier === 'fast' && !worker.fast) return 'worker-tier'
  return ctx.accepts(worker) ? undefined : 'worker-policy'
}
