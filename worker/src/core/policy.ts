import type { ModelManifest, Order } from '@supernet/sdk/schema'
import { imagesOf, isDone, promisedAmount, type Share, type ShareRecord, seqOf } from './share.ts'

/** Why a share is refused, as a stable code; `clientFault` says that no worker could have taken it. */
export interface Refusal {
  code: string
  clientFault: boolean
}

/** The session as the chain shows it now. Amounts in units of its currency. */
export interface SessionFacts {
  open: boolean
  currency: Order['currency']
  balance: bigint
  expiry: number
  /** The share's number is used, or outside the window. */
  numberFree: boolean
}

export interface Facts {
  operator: `0x${string}`
  /** Chain seconds. */
  now: number
  session: SessionFacts
  /** What the chain asks for one image of this order; undefined when it does not sell it. */
  price: { unitMs: number; unitPrice: bigint } | undefined
  /** Manifest of the model, when this worker serves it. */
  manifest: ModelManifest | undefined
  /** Open promises to the same session. */
  held: readonly ShareRecord[]
  /** Wall seconds that the share is expected to take here. */
  estimate: number
}

export interface Limits {
  /** Unsettled work for one session, in 1e-18 USD. */
  exposureUsdE18: bigint
  /** How far below the present price of SOGNI a ticket may be, for prices that moved since the quote. */
  slippageBps: bigint
}

const client = (code: string): Refusal => ({ code, clientFault: true })
const own = (code: string): Refusal => ({ code, clientFault: false })

/** Least seconds between delivery and the end of a ticket, so that a batch or the ticket lane is in time. */
const LEAST_REDEEM_SECONDS = 30 * 60

/** Base render milliseconds are the price's unit: $0.005 buys 43,200 of them, half as much in the Relaxed tier. */
const usdE18 = (baseMs: bigint, { tier }: Order): bigint =>
  (baseMs * 5_000_000_000_000_000n) / 43_200n / (tier === 'relaxed' ? 2n : 1n)

/** What is still owed for a share: all of it until the last receipt says how much was done. */
const owed = (record: ShareRecord, whole: bigint): bigint => {
  if (!isDone(record) || !record.newest) return whole
  const { ticket } = record.signed
  const total = BigInt(ticket.stepsPerImage) * BigInt(imagesOf(record))
  return (whole * BigInt(record.newest.receipt.steps)) / total
}

const baseMsOf = (share: Share): bigint => BigInt(share.signed.ticket.unitMs) * BigInt(imagesOf(share))

const fits = (order: Order, manifest: ModelManifest): boolean =>
  manifest.sizes.some(({ width, height }) => width === order.width && height === order.height) &&
  order.steps >= manifest.steps.min &&
  order.steps <= manifest.steps.max

/** Decides on an offer whose signatures and sealing have been checked. Returns nothing when it is to be accepted. */
export const judge = (offer: Share, facts: Facts, limits: Limits): Refusal | undefined => {
  const { ticket } = offer.signed
  const { session, price, held } = facts

  if (ticket.shares[offer.share]?.operator !== facts.operator) return client('operator-mismatch')
  if (ticket.model !== offer.order.model || ticket.stepsPerImage !== offer.order.steps)
    return client('ticket-mismatch')
  if (!facts.manifest || !price) return own('model-not-served')
  if (!fits(offer.order, facts.manifest)) return client('OrderOutsideModel')

  if (!session.open) return client('session-missing')
  if (session.currency !== offer.order.currency) return client('session-currency')
  if (session.expiry <= ticket.redeemBy) return client('session-expired')
  if (!session.numberFree || held.some((other) => seqOf(other) === seqOf(offer))) return client('number-used')

  if (ticket.redeemBy < ticket.deliverBy + LEAST_REDEEM_SECONDS) return client('ticket-terms')
  if (ticket.deliverBy < facts.now + facts.estimate) return own('ticket-terms')

  const slack = offer.order.currency === 'sogni' ? limits.slippageBps : 0n
  if (ticket.unitMs !== price.unitMs) return client('ticket-mismatch')
  if (ticket.unitPrice * 10_000n < price.unitPrice * (10_000n - slack)) return client('price-too-low')

  const promised = held.reduce(
    (sum, other) => sum + owed(other, promisedAmount(other)),
    promisedAmount(offer),
  )
  if (promised > session.balance) return client('session-poor')
  const exposed = held.reduce(
    (sum, other) => sum + owed(other, usdE18(baseMsOf(other), other.order)),
    usdE18(baseMsOf(offer), offer.order),
  )
  if (exposed > limits.exposureUsdE18) return own('promise-limit')
  return undefined
}
