import type { ErrorCode } from '@supernet/sdk/errors'
import { isUsable, type NumberWindow, ticketTotal, tierBps } from '@supernet/sdk/protocol'
import type { ModelManifest, Order } from '@supernet/sdk/schema'
import { imagesOf, isDone, promisedAmount, type Share, type ShareRecord, seqOf } from './share.ts'

/** Why a share is refused; `clientFault` says that no worker could have taken it. */
export interface Refusal {
  code: ErrorCode
  clientFault: boolean
}

/** The session as the chain shows it now. Amounts in units of its currency. */
export interface SessionFacts {
  state: 'none' | 'open' | 'closing' | 'closed'
  currency: Order['currency']
  /** What it can still promise: its balance less what is asked back. */
  spendable: bigint
  expiry: number
  numbers: NumberWindow
  /** The model is open to all, or the session's owner is on its list. */
  mayUse: boolean
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
  /** Shares of the same session that this worker holds and that are not closed. */
  held: readonly ShareRecord[]
  /** Most that the session's owner lets the key spend on one job, where it has said so. */
  perJob: bigint | undefined
  /** The number is that of another ticket that this worker accepted once. */
  numberTaken: boolean
  /** Wall seconds that the share is expected to take here. */
  estimate: number
}

export interface Limits {
  /** Unsettled work for one session, in 1e-18 USD. */
  exposureUsdE18: bigint
  /** How far below the present price of SOGNI a ticket may be, for a price that moved since the quote. */
  slippageBps: bigint
}

/** Seconds before `deliverBy` at which a worker signs for what it has: a receipt that is late is unpaid. */
export const DELIVERY_MARGIN = 3

/** Longest time between acceptance and the end of a ticket: a dead number may stay open no longer. */
const LONGEST_LIFE_SECONDS = 24 * 3600

/** The price's unit: $0.005 for 43,200 render milliseconds. */
const usdE18 = ({ signed, share, order }: Share): bigint =>
  (BigInt(signed.ticket.unitMs) *
    BigInt(signed.ticket.shares[share]?.images ?? 0) *
    5_000_000_000_000_000n *
    tierBps(order.tier)) /
  (43_200n * 10_000n)

/** What is still owed of `whole`: all of it until the last receipt says how much was done. */
const owed = (record: ShareRecord, whole: bigint): bigint => {
  if (!isDone(record) || !record.newest) return whole
  const total = BigInt(record.signed.ticket.stepsPerImage) * BigInt(imagesOf(record))
  return (whole * BigInt(record.newest.receipt.steps)) / total
}

const fits = (order: Order, manifest: ModelManifest): ErrorCode | undefined => {
  if (!manifest.sizes.some(({ width, height }) => width === order.width && height === order.height)) {
    return 'size-not-offered'
  }
  return order.steps < manifest.steps.min || order.steps > manifest.steps.max
    ? 'steps-not-offered'
    : undefined
}

const termsFault = (
  offer: Share,
  { now, price, manifest, operator }: Facts,
  limits: Limits,
): ErrorCode | undefined => {
  const { order, signed, share, firstImage } = offer
  const { ticket } = signed
  if (ticket.shares[share]?.operator !== operator) return 'operator-mismatch'
  if (ticket.model !== order.model || ticket.stepsPerImage !== order.steps) return 'ticket-mismatch'
  if (firstImage + imagesOf(offer) > order.count) return 'ticket-mismatch'
  const misfit = manifest && fits(order, manifest)
  if (misfit) return misfit
  if (price && ticket.unitMs !== price.unitMs) return 'ticket-mismatch'
  const slack = order.currency === 'sogni' ? limits.slippageBps : 0n
  if (price && ticket.unitPrice * 10_000n < price.unitPrice * (10_000n - slack)) return 'price-too-low'
  if (ticket.deliverBy <= now) return 'ticket-expired'
  if (ticket.redeemBy < ticket.deliverBy || ticket.redeemBy > now + LONGEST_LIFE_SECONDS)
    return 'ticket-terms'
  return undefined
}

const sessionFault = (offer: Share, { now, session }: Facts): ErrorCode | undefined => {
  if (session.state === 'closing') return 'session-closing'
  if (session.state !== 'open') return 'session-missing'
  if (session.expiry <= now) return 'session-expired'
  if (session.currency !== offer.order.currency) return 'session-currency'
  if (!session.mayUse) return 'model-private'
  return isUsable(session.numbers, seqOf(offer)) ? undefined : 'number-used'
}

const grantFault = ({ signed }: Share, { perJob }: Facts): ErrorCode | undefined =>
  perJob !== undefined && ticketTotal(signed.ticket) > perJob ? 'grant-exceeded' : undefined

/** Decides on an offer whose signature and sealing have been checked. Returns nothing when it is to be accepted. */
export const judge = (offer: Share, facts: Facts, limits: Limits): Refusal | undefined => {
  const fault = termsFault(offer, facts, limits) ?? sessionFault(offer, facts) ?? grantFault(offer, facts)
  if (fault) return { code: fault, clientFault: true }
  if (!facts.manifest || !facts.price) return { code: 'model-not-served', clientFault: false }
  if (facts.numberTaken) return { code: 'ticket-conflict', clientFault: true }
  if (offer.signed.ticket.deliverBy < facts.now + facts.estimate + DELIVERY_MARGIN)
    return { code: 'ticket-terms', clientFault: false }

  const unsettled = facts.held.filter((other) => isUsable(facts.session.numbers, seqOf(other)))
  const promised = unsettled.reduce(
    (sum, other) => sum + owed(other, promisedAmount(other)),
    promisedAmount(offer),
  )
  if (promised > facts.session.spendable) return { code: 'session-poor', clientFault: true }
  const exposed = unsettled.reduce((sum, other) => sum + owed(other, usdE18(other)), usdE18(offer))
  if (exposed > limits.exposureUsdE18) return { code: 'promise-limit', clientFault: false }
  return undefined
}
