import { z } from 'zod'
import { Address, Amount, Hex } from './primitives.ts'

/** Who is compared: workers by render time, referrers by what they got for their referees' spend, artists by render time. */
export const Board = z.enum(['fast', 'relaxed', 'referral', 'artist'])
export type Board = z.infer<typeof Board>

/** One place. Work for promotional Spark counts for nobody. */
export const LeaderView = z.object({
  /** From 1; equals share a rank, and keep an order by id. */
  rank: z.number().int(),
  /** A worker's id, or an account. */
  id: Hex,
  owner: Address,
  /** Base render milliseconds; for referrals promotional Spark in 1e-18. */
  amount: Amount,
  /** Jobs; for referrals the accounts that were rewarded for. */
  count: z.number().int(),
  images: z.number().int(),
})
export type LeaderView = z.infer<typeof LeaderView>

/** Epochs are weeks since 1970. */
export const EPOCH_SECONDS = 604_800
