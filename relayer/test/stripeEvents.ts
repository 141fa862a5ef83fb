import Stripe from 'stripe'
import type { Terms } from '../src/core/paymentFact.ts'
import { stripeMetadata } from '../src/payments/readStripeEvent.ts'

export const WEBHOOK_SECRET = 'whsec_test'

interface Shape {
  readonly id: string
  readonly type: string
  readonly object: object
  readonly created?: number
}

/** An event as Stripe delivers it, with Stripe's own test signature. */
export function signStripe({ id, type, object, created = 1_795_651_000 }: Shape, secret = WEBHOOK_SECRET) {
  const payload = JSON.stringify({
    id,
    object: 'event',
    api_version: '2025-01-01',
    created,
    type,
    data: { object },
  })
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret })
  return { payload, header }
}

interface SessionOf {
  readonly deployment: string
  readonly checkout: string
  readonly payment: string
  readonly terms: Terms
  readonly change?: object
}

export const sessionOf = ({ deployment, checkout, payment, terms, change = {} }: SessionOf) => ({
  id: `cs_${payment}`,
  object: 'checkout.session',
  payment_intent: payment,
  payment_status: 'paid',
  currency: 'usd',
  amount_total: terms.usdCents,
  metadata: stripeMetadata(deployment, checkout, terms),
  ...change,
})

export const refundOf = (payment: string, amount: number, change: object = {}) => ({
  id: `re_${payment}_${amount}`,
  object: 'refund',
  payment_intent: payment,
  amount,
  currency: 'usd',
  status: 'succeeded',
  ...change,
})

export const disputeOf = (payment: string, amount: number, status = 'needs_response') => ({
  id: `du_${payment}`,
  object: 'dispute',
  payment_intent: payment,
  amount,
  currency: 'usd',
  status,
})
