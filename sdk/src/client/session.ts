import type { Address } from 'viem'
import type { ChainSession } from '../actions/getSession.ts'
import { BaseError } from '../errors/base.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { hasRoom, takenCount } from '../protocol/numbers.ts'
import type { Signer } from '../protocol/signing.ts'
import { spendable } from '../protocol/spendable.ts'
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
  if (spendable(session) < need.bound + need.total) return 'session-poor'
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

/** Faults from the one that a person can mend soonest: the first found is the answer when no session can pay. */
const byWeight: readonly string[] = [
  'session-window-full',
  'session-poor',
  'session-currency',
  'session-expired',
  'session-closing',
]

const weightOf = ({ code }: BaseError): number => {
  const place = byWeight.indexOf(code)
  return place === -1 ? byWeight.length : place
}

/**
 * The first render key that can pay and has room in its window. `numbers` are those that the order will take at once.
 */
export async function chooseSession(
  ctx: Context,
  need: { currency: Order['currency']; total: bigint; redeemBy: number; numbers: number },
): Promise<{ key: Signer; owner: Address }> {
  const faults: BaseError[] = []
  for (const key of ctx.keys) {
    try {
      const { session, held } = await checkSession(ctx, key.address, need)
      if (hasRoom(session.window, held, { count: need.numbers, rollAt: ctx.rollAt }))
        return { key, owner: session.owner }
      const taken = takenCount(session.window, held)
      faults.push(new BaseError('session-window-full', { details: { session: key.address, taken } }))
    } catch (error) {
      const fault = toBaseError(error)
      if (!byWeight.includes(fault.code) && fault.code !== 'session-missing') throw fault
      faults.push(fault)
    }
  }
  throw faults.sort((a, b) => weightOf(a) - weightOf(b))[0] ?? new BaseError('session-missing')
}
