import type { Address } from 'viem'
import type { ChainSession } from '../actions/getSession.ts'
import { BaseError } from '../errors/base.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { ROLL_AT } from '../protocol/numbers.ts'
import type { Signer } from '../protocol/signing.ts'
import type { Order } from '../schema/order.ts'
import type { Context } from './context.ts'
import { boundAmount, boundShares } from './records.ts'

/** Why the session cannot pay `total` for an order until `redeemBy`, if it cannot. */
function faultOf(
  session: ChainSession,
  need: { currency: Order['currency']; total: bigint; bound: bigint; redeemBy: number },
): ErrorCode | undefined {
  if (session.state === 'none' || session.state === 'closed') return 'session-missing'
  if (session.state === 'closing') return 'session-closing'
  if (session.currency !== need.currency) return 'session-currency'
  if (session.expiry <= need.redeemBy) return 'session-expired'
  if (session.balance < need.bound + need.total) return 'session-poor'
  return undefined
}

/** The session on chain and what this device has promised from it; throws when it cannot pay. */
export async function checkSession(
  ctx: Context,
  key: Address,
  need: { currency: Order['currency']; total: bigint; redeemBy: number },
) {
  const [session, jobs] = await Promise.all([ctx.reads.session(key), ctx.store.listJobs()])
  const bound = boundShares(jobs, key, ctx.time.now())
  const promised = bound.reduce((sum, { job, share }) => sum + boundAmount(job, share), 0n)
  const fault = faultOf(session, { ...need, bound: promised })
  if (fault !== undefined)
    throw new BaseError(fault, {
      details: { session: key, balance: session.balance, promised, needed: need.total },
    })
  return { session, held: bound.map(({ share }) => share.seq) }
}

/** The first render key that can pay and has room in its window; the last one's fault when none has. */
export async function chooseSession(
  ctx: Context,
  need: { currency: Order['currency']; total: bigint; redeemBy: number },
): Promise<{ key: Signer; owner: Address }> {
  let fault: unknown = new BaseError('session-missing')
  for (const key of ctx.keys) {
    try {
      const { session, held } = await checkSession(ctx, key.address, need)
      if (held.length < ROLL_AT) return { key, owner: session.owner }
      fault = new BaseError('session-window-full', { details: { session: key.address, open: held.length } })
    } catch (error) {
      fault = error
    }
  }
  throw fault
}
