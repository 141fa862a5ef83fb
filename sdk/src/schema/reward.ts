import { z } from 'zod'
import { Address, Amount, Uint32 } from './primitives.ts'

const rows = z.array(z.object({ account: Address, earned: Amount }))

/** What each account has earned in a campaign in all; whatever else a published document says does not matter. */
export const RewardLeaves = z.object({ rows })
export type RewardLeaves = z.infer<typeof RewardLeaves>

/** Leaves of a campaign after a week: what each account has earned in all, in wei of the campaign's token. */
export const RewardDocument = z.object({
  campaign: Uint32,
  epoch: Uint32,
  rows,
})
export type RewardDocument = z.infer<typeof RewardDocument>
