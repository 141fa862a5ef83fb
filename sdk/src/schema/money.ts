import { z } from 'zod'
import { Amount, Uint32 } from './primitives.ts'

/**
 * Price of one image and of the order. Units: Spark 1e-6, SOGNI 1e9 wei, USD 1e-18.
 * Prices are rounded up to the ledger unit once per image (protocol 1). While SOGNI has no price that may be used, there is
 * none in SOGNI; Spark goes on.
 */
export const Price = z.object({
  unitMs: Uint32,
  unitSpark: Amount,
  unitSogni: Amount.optional(),
  unitUsdE18: Amount,
  totalSpark: Amount,
  totalSogni: Amount.optional(),
  totalUsdE18: Amount,
})
export type Price = z.infer<typeof Price>

export const Quote = z.object({
  price: Price,
  /** Seconds until the last image, estimated from the last renders; absent when nobody can serve. */
  etaSeconds: z.number().nonnegative().optional(),
  /** Number of shares that would be rendered at the same time. */
  parallel: z.number().int().nonnegative(),
  possible: z.boolean(),
  /** Stable code and sentence why not, when `possible` is false. */
  reason: z.object({ code: z.string(), message: z.string() }).optional(),
})
export type Quote = z.infer<typeof Quote>
