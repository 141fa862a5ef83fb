import type { Address, Hex } from 'viem'
import { rewardsDistributorAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

const distributorCall = callsOf(rewardsDistributorAbi)

export interface CampaignParameters {
  readonly rewardsDistributor: Address
  readonly campaign: number
}

export interface ClaimRewardParameters extends CampaignParameters {
  readonly account: Address
  /** What the account earned in all, of which it is paid what it has not claimed. */
  readonly earned: bigint
  /** From `rewardProof`. */
  readonly proof: readonly Hex[]
}

/** Pays an account what it earned in a campaign, by anyone. */
export const claimReward = writeAction(
  ({ rewardsDistributor, campaign, account, earned, proof }: ClaimRewardParameters) =>
    distributorCall(rewardsDistributor, 'claim', [campaign, account, earned, proof]),
)

/** Funds a campaign with tokens that the distributor may pull. */
export const fundCampaign = writeAction(
  ({ rewardsDistributor, campaign, amount }: CampaignParameters & { amount: bigint }) =>
    distributorCall(rewardsDistributor, 'fund', [campaign, amount]),
)

/** Sends the rest of an ended campaign to the treasury, by anyone. */
export const closeCampaign = writeAction(({ rewardsDistributor, campaign }: CampaignParameters) =>
  distributorCall(rewardsDistributor, 'close', [campaign]),
)
