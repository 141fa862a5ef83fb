import { z } from 'zod'
import { Address, Amount, Uint32 } from './primitives.ts'

/** Leaves of a campaign after a week: what each account has earned in all, in wei of the campaign's token. */
export const RewardDocument = z.object({
  campaign: Uint32,
  epoch: Uint32,
  rows: z.array(z.object({ account: Address, earned: Amount })),
})
export type RewardDocument = z.infer<typeof RewardDocument>
