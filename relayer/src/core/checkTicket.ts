import { BaseError } from '@supernet/sdk/errors'
import {
  type Domain,
  isSignedBy,
  isUsable,
  type NumberWindow,
  ticketTotal,
  unitPriceOf,
} from '@supernet/sdk/protocol'
import type { Order, PostedShare, PostTicket, Price, Ticket } from '@supernet/sdk/schema'
import { deadlineFault } from './deadlines.ts'

/** The session of a ticket as the chain has it. */
export interface SessionTerms {
  readonly owner: `0x${string}`
  readonly currency: Order['currency']
  /** What it can still promise: its balance less what is asked back. */
  readonly spendable: bigint
  readonly numbers: NumberWindow
  readonly state: 'open' | 'closing' | 'closed'
  readonly expiry: number
}

export interface TicketContext {
  readonly domain: Domain
  readonly digest: `0x${string}`
  readonly now: number
  readonly price: Price
  readonly session: SessionTerms | undefined
  /** Units that older tickets of the session may still cost. */
  readonly promised: bigint
}

/** Throws unless the session can pay: open, alive, of the order's currency, and with enough left. */
export function checkSession(
  session: SessionTerms | undefined,
  currency: Order['currency'],
  cost: bigint,
  now: number,
): asserts session is SessionTerms {
  if (session === undefined || session.state === 'closed') throw new BaseError('session-missing')
  if (session.state === 'closing') throw new BaseError('session-closing')
  if (session.expiry <= now) throw new BaseError('session-expired', { details: { expiry: session.expiry } })
  if (session.currency !== currency)
    throw new BaseError('session-currency', { details: { currency: session.currency } })
  if (session.spendable < cost)
    throw new BaseError('session-poor', {
      details: { spendable: session.spendable.toString(), needed: cost.toString() },
    })
}

/** Throws unless the ticket is signed, fits its order and price, and its session, which it returns, can keep the promise. */
export async function checkTicket(posted: PostTicket, context: TicketContext): Promise<SessionTerms> {
  const { order, signed } = posted
  const { ticket, session } = signed
  if (!(await isSignedBy(session, context.digest, signed.signature)))
    throw new BaseError('ticket-signature', { details: { session, chainId: context.domain.chainId } })
  checkTerms(ticket, order, context)
  checkShares(ticket, order, posted.shares)
  checkSession(context.session, order.currency, context.promised + ticketTotal(ticket), context.now)
  for (let share = 0; share < ticket.shares.length; share++)
    if (!isUsable(context.session.numbers, ticket.seq + share))
      throw new BaseError('number-used', { details: { seq: ticket.seq + share } })
  return context.session
}

/** The SOGNI price may have moved since the quote; workers allow for that too. A price in Spark does not move. */
const SLIPPAGE_BPS = 200n

const leastPrice = (price: Price, currency: Order['currency']): bigint =>
  (unitPriceOf(price, currency) * (currency === 'sogni' ? 10_000n - SLIPPAGE_BPS : 10_000n)) / 10_000n

function checkTerms(ticket: Ticket, order: Order, { price, now }: TicketContext): void {
  const wrong = (field: string) => new BaseError('ticket-mismatch', { details: { field } })
  if (ticket.model !== order.model) throw wrong('model')
  if (ticket.stepsPerImage !== order.steps) throw wrong('stepsPerImage')
  if (ticket.unitMs !== price.unitMs) throw wrong('unitMs')
  const unitPrice = leastPrice(price, order.currency)
  if (ticket.unitPrice < unitPrice)
    throw new BaseError('price-too-low', {
      details: { unitPrice: ticket.unitPrice.toString(), needed: unitPrice.toString() },
    })
  const fault = deadlineFault(ticket, now)
  if (fault !== undefined)
    throw new BaseError(fault, { details: { now, deliverBy: ticket.deliverBy, redeemBy: ticket.redeemBy } })
}

function checkShares(ticket: Ticket, order: Order, posted: readonly PostedShare[]): void {
  const wrong = (field: string) => new BaseError('ticket-mismatch', { details: { field } })
  if (posted.length !== ticket.shares.length) throw wrong('shares')
  const seen = new Set<number>()
  for (const [k, { firstImage }] of posted.entries()) {
    const images = ticket.shares[k]?.images ?? 0
    for (let image = firstImage; image < firstImage + images; image++) {
      if (image >= order.count || seen.has(image)) throw wrong('images')
      seen.add(image)
    }
  }
}
