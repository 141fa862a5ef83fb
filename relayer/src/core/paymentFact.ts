import { Address, Amount, UsdCents } from '@supernet/sdk/schema'
import { z } from 'zod'

/** What was agreed at the checkout. */
export const Terms = z.object({
  owner: Address,
  pack: z.string(),
  usdCents: UsdCents,
  /** Units of 1e-6 Spark that were promised. */
  spark: Amount,
})
export type Terms = z.infer<typeof Terms>

const count = z.number().int().nonnegative()

/**
 * What an event of a payment provider says, and all of it that is kept: no name, no card, no address of the payer.
 * `taken` states what of the payment went back by one refund or one dispute, `of` what there was (null: the whole payment
 * in the same unit). Nothing taken means that the money came back. Of one source the newest statement counts.
 */
export const PaymentFact = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('paid'),
    payment: z.string(),
    checkout: z.string().nullable(),
    /** Null: those of the checkout. */
    terms: Terms.nullable(),
    /** What the store sold, and how often. */
    product: z.string().nullable(),
    quantity: count.min(1),
    /** Cents of a dollar; null where the provider sells in every currency at its own prices. */
    paidCents: count.nullable(),
  }),
  z.object({
    type: z.literal('taken'),
    payment: z.string(),
    source: z.string(),
    taken: count,
    of: count.min(1).nullable(),
    /** The provider's clock, in milliseconds. */
    at: count,
  }),
  z.object({ type: z.literal('ended'), checkout: z.string() }),
])
export type PaymentFact = z.infer<typeof PaymentFact>
export type PaidFact = Extract<PaymentFact, { type: 'paid' }>
export type TakenFact = Extract<PaymentFact, { type: 'taken' }>
