import {
  buybackAbi,
  fiatMinterAbi,
  renderPricingAbi,
  rewardStreamAbi,
  sparkPointsAbi,
  treasuryAbi,
} from '@supernet/sdk/abi'
import { SPARK_CLASS } from '@supernet/sdk/protocol'
import type { FlowSide, SpendLimitView } from '@supernet/sdk/schema'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { isAddressEqual } from 'viem'
import type { Services } from '../lib/services.ts'

const treasuryOf = ({ contracts }: Services['network']) =>
  ({ address: contracts.treasury, abi: treasuryAbi }) as const

/** What the treasury holds and owes now, from the chain itself. Tokens in their smallest parts, dollars in 1e-18. */
export const treasuryStateOptions = ({ chain: open, network }: Services) =>
  queryOptions({
    queryKey: ['treasury', 'state'],
    refetchInterval: 6_000,
    queryFn: async () => {
      const chain = await open()
      const { contracts } = network
      const treasury = treasuryOf(network)
      const spark = { address: contracts.sparkPoints, abi: sparkPointsAbi } as const
      const stream = { address: contracts.rewardStream, abi: rewardStreamAbi } as const
      const buyback = { address: contracts.buyback, abi: buybackAbi } as const
      const [
        reserves,
        solvency,
        purchased,
        promotional,
        cardOwedE6,
        streaming,
        releasable,
        usdPerSparkE18,
        [isOpen, nextAt, leftToday, leftMonth],
        destination,
      ] = await Promise.all([
        chain.readContract({ ...treasury, functionName: 'reserves' }),
        chain.readContract({ ...treasury, functionName: 'solvency' }),
        chain.readContract({ ...spark, functionName: 'classSupply', args: [SPARK_CLASS.Purchased] }),
        chain.readContract({ ...spark, functionName: 'classSupply', args: [SPARK_CLASS.Promotional] }),
        chain.readContract({
          address: contracts.fiatMinter,
          abi: fiatMinterAbi,
          functionName: 'fiatOwed',
        }),
        chain.readContract({ ...stream, functionName: 'streaming' }),
        chain.readContract({ ...stream, functionName: 'releasable' }),
        chain.readContract({
          address: contracts.renderPricing,
          abi: renderPricingAbi,
          functionName: 'usdPerBaseE18',
        }),
        chain.readContract({ ...buyback, functionName: 'state' }),
        chain.readContract({ ...buyback, functionName: 'destination' }),
      ])
      const toRewards = isAddressEqual(destination, contracts.rewardStream)
      return {
        reserves,
        solvency,
        purchased,
        promotional,
        cardOwedE6,
        streaming,
        releasable,
        usdPerSparkE18,
        buyback: { isOpen, nextAt, leftToday, leftMonth, toRewards },
      }
    },
  })

export type TreasuryState = NonNullable<
  Awaited<ReturnType<NonNullable<ReturnType<typeof treasuryStateOptions>['queryFn']>>>
>

/** Flows by day, Spark that is out, and the managers' buckets, as the indexer has them. */
export const treasuryOptions = ({ relayer }: Services) =>
  queryOptions({
    queryKey: ['treasury', 'days'],
    queryFn: () => relayer.getTreasury({ query: {} }),
    refetchInterval: 10_000,
  })

/** Single flows, the newest first, page after page. */
export const flowsOptions = ({ relayer }: Services, side: FlowSide | undefined) =>
  infiniteQueryOptions({
    queryKey: ['treasury', 'flows', side],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => relayer.getFlows({ query: { before: pageParam, side } }),
    getNextPageParam: ({ next }) => next,
  })

/** What a manager may send out at this moment, in the token's smallest parts. */
export const spendableOptions = ({ chain: open, network }: Services, { spender, asset }: SpendLimitView) =>
  queryOptions({
    queryKey: ['treasury', 'spendable', spender, asset],
    refetchInterval: 10_000,
    queryFn: async () =>
      (await open()).readContract({
        ...treasuryOf(network),
        functionName: 'spendable',
        args: [spender, asset],
      }),
  })
