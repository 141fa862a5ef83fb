import { z } from 'zod'
import { Amount, Uint40 } from './primitives.ts'

/** What the network has paid today for what an account does, and the most that it pays in a day. */
export const SponsorshipView = z.object({
  /** Wei, with what is approved and not applied yet. */
  cost: Amount,
  mostCost: Amount,
  operations: z.number().int(),
  mostOperations: z.number().int(),
  /** Chain seconds at which the day begins anew. */
  endsAt: Uint40,
})
export type SponsorshipView = z.infer<typeof SponsorshipView>
