import { rewardsDistributorAbi, scoreBoardAbi } from '@supernet/sdk/abi'
import { getBoost, getQuest, getReferral } from '@supernet/sdk/actions'
import { type RewardRoot, referralReward, rewardProof, rewardRoot, userId } from '@supernet/sdk/protocol'
import type { CampaignView, ReferralsView } from '@supernet/sdk/schema'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { erc20Abi, type Address as Hex } from 'viem'
import type { Services } from '../lib/services.ts'

export const rewardKeys = { all: ['rewards'] as const }

const USERS = 0

/** The tier in force, what it is worth, and the epoch it was applied for. */
export const tierOptions = ({ chain: open, network }: Services, account: Hex) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'tier', account],
    refetchInterval: 15_000,
    queryFn: async () => {
      const chain = await open()
      const board = { address: network.contracts.scoreBoard, abi: scoreBoardAbi } as const
      const [tier, [, appliedEpoch], currentEpoch] = await Promise.all([
        chain.readContract({ ...board, functionName: 'tierOf', args: [account] }),
        chain.readContract({ ...board, functionName: 'appliedTier', args: [USERS, userId(account)] }),
        chain.readContract({ ...board, functionName: 'currentEpoch' }),
      ])
      const benefitBps = await chain.readContract({ ...board, functionName: 'benefitBps', args: [tier] })
      return { tier, benefitBps, appliedEpoch, currentEpoch }
    },
  })

/** An account's row of an epoch with its proof; an error where it was not scored. */
export const lastScoreOptions = ({ relayer }: Services, epoch: number, id: Hex) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'score', epoch, id],
    retry: false,
    queryFn: () => relayer.getScore({ params: { population: 'users', epoch, id } }),
  })

export const boostOptions = ({ chain: open, network }: Services, account: Hex) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'boost', account],
    refetchInterval: 15_000,
    queryFn: async () => getBoost(await open(), { dailyBoost: network.contracts.dailyBoost, account }),
  })

export const questsOptions = ({ relayer }: Services) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'quests'],
    queryFn: async () => (await relayer.getQuests()).quests,
    refetchInterval: 15_000,
  })

/** How far an account is with a quest, from the chain. */
export const questOptions = ({ chain: open, network }: Services, questId: number, account: Hex) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'quest', questId, account],
    queryFn: async () => getQuest(await open(), { quests: network.contracts.quests, questId, account }),
  })

/** Who brought the account, and whom it brought. */
export const referralsOptions = ({ chain: open, network, relayer }: Services, account: Hex) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'referrals', account],
    refetchInterval: 15_000,
    queryFn: async () => {
      const chain = await open()
      const [mine, brought] = await Promise.all([
        getReferral(chain, { referrals: network.contracts.referrals, referee: account }),
        relayer.getReferrals({ params: { account }, query: {} }),
      ])
      return { mine, brought }
    },
  })

/** What a referee spent, and what its referrer can take for it now; in 1e-18 Spark. */
export type Referee = ReferralsView['referees'][number] & { readonly due: bigint }

/** Whom an account brought, the newest first. What was rewarded before is asked of the chain, which checks it. */
export const refereesOptions = ({ chain: open, network, relayer }: Services, account: Hex) =>
  infiniteQueryOptions({
    queryKey: [...rewardKeys.all, 'referees', account],
    refetchInterval: 15_000,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const chain = await open()
      const { referrals } = network.contracts
      const page = await relayer.getReferrals({ params: { account }, query: { before: pageParam } })
      const dueOf = async ({ account: referee, spent }: ReferralsView['referees'][number]) =>
        spent === 0n ? 0n : referralReward(spent, await getReferral(chain, { referrals, referee }))
      const referees = await Promise.all(
        page.referees.map(async (row): Promise<Referee> => ({ ...row, due: await dueOf(row) })),
      )
      return { referees, next: page.next }
    },
    getNextPageParam: ({ next }) => next,
  })

export const campaignsOptions = ({ relayer }: Services) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'campaigns'],
    queryFn: async () => (await relayer.getCampaigns()).campaigns,
    refetchInterval: 15_000,
  })

export interface Claimable {
  readonly symbol: string
  readonly decimals: number
  /** Earned in all, claimed of it, and the proof; absent where the account earned nothing. */
  readonly claim:
    | { readonly earned: bigint; readonly claimed: bigint; readonly proof: `0x${string}`[] }
    | undefined
}

/** What an account can claim of a campaign. The leaves are only believed if they make the root on chain. */
export const claimableOptions = (
  { chain: open, network, relayer }: Services,
  campaign: CampaignView,
  account: Hex,
) =>
  queryOptions({
    queryKey: [...rewardKeys.all, 'claimable', campaign.id, campaign.leaves?.root, account],
    retry: false,
    queryFn: async (): Promise<Claimable> => {
      const chain = await open()
      const token = { address: campaign.token, abi: erc20Abi } as const
      const [symbol, decimals, claimed] = await Promise.all([
        chain.readContract({ ...token, functionName: 'symbol' }),
        chain.readContract({ ...token, functionName: 'decimals' }),
        chain.readContract({
          address: network.contracts.rewardsDistributor,
          abi: rewardsDistributorAbi,
          functionName: 'claimedOf',
          args: [campaign.id, account],
        }),
      ])
      if (campaign.leaves === undefined) return { symbol, decimals, claim: undefined }
      const { rows } = await relayer.getLeaves({ params: { campaign: campaign.id } })
      const made: RewardRoot = rewardRoot(campaign.id, rows)
      if (made.root !== campaign.leaves.root) throw new Error('The published leaves do not make the root')
      const found = rewardProof(campaign.id, rows, account)
      return { symbol, decimals, claim: found && { ...found, claimed } }
    },
  })
