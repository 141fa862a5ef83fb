import { z } from 'zod'
import { Address, Amount, Hex32, Uint40 } from './primitives.ts'

/** What completes a quest, by place in `IQuests.Kind`. */
export const QuestKind = z.enum(['attested', 'holds', 'stakes', 'tier'])

/** A quest that can be completed now. */
export const QuestView = z.object({
  id: z.number().int(),
  kind: QuestKind,
  token: Address,
  endsAt: Uint40,
  /** How many accounts can still complete it. */
  left: z.number().int(),
  /** Promotional Spark, in 1e-18. */
  reward: Amount,
  target: Amount,
  /** Says what is to be done. */
  uri: z.string(),
})
export type QuestView = z.infer<typeof QuestView>

/** What a campaign is for, by place in `IRewardsDistributor.Kind`. */
export const CampaignKind = z.enum(['airdrop', 'epoch', 'rebate', 'partner', 'contribution'])

/** A campaign of rewards by proof, with the root that claims are checked against and where its leaves are. */
export const CampaignView = z.object({
  id: z.number().int(),
  token: Address,
  kind: CampaignKind,
  endsAt: Uint40,
  uri: z.string(),
  leaves: z
    .object({ root: Hex32, total: Amount, activeAt: Uint40, dataHash: Hex32, uri: z.string() })
    .optional(),
})
export type CampaignView = z.infer<typeof CampaignView>

/** Place of a referral in the list of a referrer, newest first: when it was named, and by whom. */
export const ReferralId = z.string().regex(/^\d{1,15}\.0x[0-9a-fA-F]{40}$/)

/** What became of those whom an account brought. */
export const ReferralsView = z.object({
  brought: z.number().int(),
  /** Promotional Spark that it got for their spend, in 1e-18. */
  earned: Amount,
  /** A page of them, the newest first. */
  referees: z.array(
    z.object({
      account: Address,
      since: Uint40,
      earned: Amount,
      /** What it has spent of its own since, as an attester would vouch for it, in 1e-18 Spark. */
      spent: Amount,
    }),
  ),
  next: ReferralId.optional(),
})
export type ReferralsView = z.infer<typeof ReferralsView>
