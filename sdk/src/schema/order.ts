import { z } from 'zod'
import { Uint16, Uint32 } from './primitives.ts'

/** Service class. Relaxed work costs half of Fast and may wait longer. */
export const Tier = z.enum(['fast', 'relaxed'])
export type Tier = z.infer<typeof Tier>

/** What a session holds and pays with; the order equals `Currency` in IRenderLedger. */
export const Currency = z.enum(['sogni', 'spark', 'promo'])
export type Currency = z.infer<typeof Currency>

/** Most images in one request, over all its shares. */
export const MAX_IMAGES = 512
/** Most workers that one request is split over. */
export const MAX_SHARES = 16

/**
 * The routing header: everything that changes the price, in clear. Nothing here tells what the picture shows.
 * `width` and `height` in pixels, `steps` per image.
 */
export const Order = z.object({
  model: Uint32.min(1),
  width: Uint16.min(8),
  height: Uint16.min(8),
  steps: Uint16.min(1),
  count: z.number().int().min(1).max(MAX_IMAGES),
  tier: Tier,
  currency: Currency,
})
export type Order = z.infer<typeof Order>

/** The sealed part of a request. `seed` is an unsigned 64-bit integer as a decimal string: image i uses seed + i. */
export const Body = z.object({
  prompt: z.string().max(8_000),
  negativePrompt: z.string().max(8_000),
  seed: z.string().regex(/^\d{1,20}$/, 'is not an unsigned 64-bit integer'),
  guidanceScale: z.number().min(0).max(50),
  previews: z.boolean(),
})
export type Body = z.infer<typeof Body>
