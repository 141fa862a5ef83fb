import type Stripe from 'stripe'
import { z } from 'zod'
import { type PaymentFact, Terms } from '../core/paymentFact.ts'

/** What a session of ours carries, so that its events say everything without our database. Stripe keeps strings. */
const Metadata = z.object({
  supernet: z.string(),
  checkout: z.string(),
  owner: Terms.shape.owner,
  pack: Terms.shape.pack,
  usdCents: z.string().regex(/^\d{1,9}$/),
  spark: Terms.shape.spark,
})

export const stripeMetadata = (deployment: string, checkout: string, terms: Terms) => ({
  supernet: deployment,
  checkout,
  owner: terms.owner,
  pack: terms.pack,
  usdCents: String(terms.usdCents),
  spark: terms.spark.toString(),
})

const idOf = (value: string | { id: string } | null | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.id

const MS = 1_000

/** What an event of Stripe means for this deployment; undefined where it is of no concern. */
export function readStripeEvent(event: Stripe.Event, deployment: string): PaymentFact | undefined {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      return readPaid(event.data.object, deployment)
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_failed': {
      const metadata = readMetadata(event.data.object, deployment)
      return metadata && { type: 'ended', checkout: metadata.checkout }
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const { id, payment_intent, amount, status } = event.data.object
      // A refund that fails leaves the money here.
      const failed = status === 'failed' || status === 'canceled'
      return taken(payment_intent, id, failed ? 0 : amount, event.created)
    }
    case 'charge.dispute.created':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed': {
      const { id, payment_intent, amount, status } = event.data.object
      // An inquiry takes nothing yet.
      if (status.startsWith('warning')) return undefined
      const back = status === 'won' || event.type === 'charge.dispute.funds_reinstated'
      return taken(payment_intent, id, back ? 0 : amount, event.created)
    }
    default:
      return undefined
  }
}

function readMetadata({ metadata }: Stripe.Checkout.Session, deployment: string) {
  const parsed = z.safeDecode(Metadata, (metadata ?? {}) as z.input<typeof Metadata>)
  return parsed.success && parsed.data.supernet === deployment ? parsed.data : undefined
}

function readPaid(session: Stripe.Checkout.Session, deployment: string): PaymentFact | undefined {
  const metadata = readMetadata(session, deployment)
  const payment = idOf(session.payment_intent)
  // Slow ways to pay complete the session first and pay later: another event says so.
  if (metadata === undefined || payment === undefined || session.payment_status !== 'paid') return undefined
  const { owner, pack, spark, checkout } = metadata
  return {
    type: 'paid',
    payment,
    checkout,
    terms: { owner, pack, spark, usdCents: Number(metadata.usdCents) },
    product: null,
    quantity: 1,
    paidCents: session.currency === 'usd' ? (session.amount_total ?? 0) : 0,
  }
}

function taken(
  payment: Stripe.Refund['payment_intent'],
  source: string,
  amount: number,
  created: number,
): PaymentFact | undefined {
  const id = idOf(payment)
  return id === undefined
    ? undefined
    : { type: 'taken', payment: id, source, taken: amount, of: null, at: created * MS }
}
