import { sogniTokenAbi, stakingVaultAbi } from '@supernet/sdk/abi'
import {
  getAutoStake,
  getLpPools,
  getStake,
  getStakeRules,
  getTierDiscount,
  getWorkerBond,
  type Stake,
  type StakeRules,
  type WorkerBond,
} from '@supernet/sdk/actions'
import { queryOptions } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Services } from '../lib/services.ts'

export const stakeKeys = { all: ['stake'] as const }

const EVERY = 6_000

/** What stake is good for, by the contracts. */
export const stakeRulesOptions = ({ chain, network }: Services) =>
  queryOptions({
    queryKey: [...stakeKeys.all, 'rules'],
    queryFn: async (): Promise<StakeRules> => getStakeRules(await chain(), network.contracts),
    refetchInterval: 30_000,
  })

/** What an owner has at stake, what it could stake, and what its votes are made of; wei of SOGNI. */
export interface StakeView {
  readonly stake: Stake
  readonly rules: StakeRules
  readonly held: bigint
  /** What the vault may take already. */
  readonly allowance: bigint
  /** By the owner's tier, off the price of its renders. */
  readonly tierBps: bigint
  /** LP units delegated to the owner, and all there are, before the cap. */
  readonly lpVotes: bigint
  readonly totalLp: bigint
}

export const stakeOptions = (services: Services, owner: Address | undefined) =>
  queryOptions({
    queryKey: [...stakeKeys.all, 'position', owner],
    enabled: owner !== undefined,
    refetchInterval: EVERY,
    queryFn: async (): Promise<StakeView> => {
      if (owner === undefined) throw new Error('Stake needs an owner')
      const { contracts } = services.network
      const chain = await services.chain()
      const token = { address: contracts.sogniToken, abi: sogniTokenAbi } as const
      const vault = { address: contracts.stakingVault, abi: stakingVaultAbi } as const
      const rules = await getStakeRules(chain, contracts)
      const { stakeBenefits, stakingVault } = contracts
      const [stake, held, allowance, tierBps, lpVotes, totalLp] = await Promise.all([
        getStake(chain, { stakingVault, stakeBenefits, account: owner }),
        chain.readContract({ ...token, functionName: 'balanceOf', args: [owner] }),
        chain.readContract({ ...token, functionName: 'allowance', args: [owner, stakingVault] }),
        getTierDiscount(chain, { stakeBenefits, tierSource: rules.tierSource, account: owner }),
        chain.readContract({ ...vault, functionName: 'lpVotesOf', args: [owner] }),
        chain.readContract({ ...vault, functionName: 'totalLpUnits' }),
      ])
      return { stake, rules, held, allowance, tierBps, lpVotes, totalLp }
    },
  })

/** Workers of an owner with their bonds, and what happens to their rewards. */
export const workerBondsOptions = (services: Services, owner: Address) =>
  queryOptions({
    queryKey: [...stakeKeys.all, 'workers', owner],
    refetchInterval: EVERY,
    queryFn: async () => {
      const { contracts } = services.network
      const { workers } = await services.relayer.getWorkers()
      const ids = workers
        .filter((worker) => worker.owner.toLowerCase() === owner.toLowerCase())
        .map(({ workerId }) => workerId)
      const unique = [...new Set(ids)]
      if (unique.length === 0) return { bonds: [], rules: undefined, autoStake: undefined }
      const chain = await services.chain()
      const rules = await getStakeRules(chain, contracts)
      const [autoStake, ...bonds] = await Promise.all([
        getAutoStake(chain, { ...contracts, owner }),
        ...unique.map((workerId) => getWorkerBond(chain, { contracts, rules, workerId, owner })),
      ])
      return { bonds: bonds.filter((bond): bond is WorkerBond => bond !== undefined), rules, autoStake }
    },
  })

/** Pools of liquidity that an owner can stake in, or has something in. */
export const lpPoolsOptions = ({ chain, network }: Services, account: Address) =>
  queryOptions({
    queryKey: [...stakeKeys.all, 'pools', account],
    refetchInterval: EVERY * 2,
    queryFn: async () =>
      getLpPools(await chain(), {
        lpStaking: network.contracts.lpStaking,
        account,
        fromBlock: BigInt(network.deployBlock),
      }),
  })
