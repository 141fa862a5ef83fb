import { z } from 'zod'
import { Address, Amount, Hex32, Uint40 } from './primitives.ts'

/** Who takes the money: Stripe for cards, Apple for purchases in its App Store. */
export const PaymentProvider = z.enum(['stripe', 'apple'])
export type PaymentProvider = z.infer<typeof PaymentProvider>

/** Cents of a US dollar. */
export const UsdCents = z.number().int().positive().max(100_000_000)

/** What is sold for money outside the chain. */
export const SparkPack = z.object({
  id: z.string(),
  usdCents: UsdCents,
  /** Units of 1e-6 Spark that it buys now. */
  spark: Amount,
  /** Its product in the App Store, where it is sold there. */
  appleProduct: z.string().optional(),
})
export type SparkPack = z.infer<typeof SparkPack>

export const CheckoutRequest = z.object({
  /** Chosen by the buyer: the same request again answers the same checkout. */
  id: z.uuid(),
  provider: PaymentProvider,
  pack: z.string().max(64),
  /** Who gets the Spark; anybody may pay. */
  owner: Address,
})
export type CheckoutRequest = z.infer<typeof CheckoutRequest>

/**
 * `pending`: paid, and the Spark is on its way; `refused`: paid, but not what was asked for, so that only the operator can
 * pay it back; `refunded`: all of the money went back, and the Spark with it.
 */
export const PurchaseState = z.enum(['pending', 'minted', 'refunded', 'refused'])
export type PurchaseState = z.infer<typeof PurchaseState>

/** A payment and what became of it on chain. The provider's number of the payment stays with the relayer. */
export const PurchaseView = z.object({
  receipt: Hex32,
  provider: PaymentProvider,
  pack: z.string(),
  owner: Address,
  state: PurchaseState,
  /** Why it waits or was refused: a stable code, or the name of the contract's error. */
  code: z.string().optional(),
  /** Millionths of a US dollar: the price, and what of it went back. */
  usdE6: Amount,
  refundedUsdE6: Amount,
  /** Units of 1e-6 Spark: minted, and of that what still waits for `releaseAt` because the owner is new. */
  spark: Amount,
  waitingSpark: Amount,
  releaseAt: Uint40.optional(),
  paidAt: Uint40,
  /** Transaction that minted it. */
  tx: Hex32.optional(),
})
export type PurchaseView = z.infer<typeof PurchaseView>

/** `open`: nothing was paid yet; `paid`: see the purchase; `ended`: it expired or the payment failed, nothing was charged. */
export const CheckoutState = z.enum(['open', 'paid', 'ended'])
export type CheckoutState = z.infer<typeof CheckoutState>

export const CheckoutView = z.object({
  ...CheckoutRequest.shape,
  usdCents: UsdCents,
  /** Units of 1e-6 Spark that were promised: less is never minted for the price. */
  spark: Amount,
  state: CheckoutState,
  /** Stripe: the page to pay on. */
  url: z.url().optional(),
  /** Apple: the product to buy, with `id` as its `appAccountToken`. */
  product: z.string().optional(),
  purchase: PurchaseView.optional(),
})
export type CheckoutView = z.infer<typeof CheckoutView>
