import { governorAbi, stakingVaultAbi, timelockAbi } from '@supernet/sdk/abi'
import { type Call, withErrors } from '@supernet/sdk/actions'
import { type BaseError, toBaseError } from '@supernet/sdk/errors'
import type { Parameter, Row } from '@supernet/sdk/governance'
import { queryOptions } from '@tanstack/react-query'
import { type Address, encodeFunctionData, isAddressEqual } from 'viem'
import type { Services } from '../lib/services.ts'

export const proposalKeys = { all: ['proposals'] as const }

const EVERY = 3_000

export const proposalsOptions = ({ relayer }: Services) =>
  queryOptions({
    queryKey: [...proposalKeys.all, 'list'],
    queryFn: async () => (await relayer.getProposals({ query: {} })).proposals,
    refetchInterval: EVERY,
  })

export const proposalOptions = ({ relayer }: Services, id: bigint) =>
  queryOptions({
    queryKey: [...proposalKeys.all, id],
    queryFn: () => relayer.getProposal({ params: { id } }),
    refetchInterval: EVERY,
  })

/** How proposals run. Times in seconds, votes in wei of SOGNI. */
export interface GovernanceTerms {
  readonly votingDelay: number
  readonly votingPeriod: number
  readonly threshold: bigint
  readonly quorumPercent: bigint
  readonly quorumFloor: bigint
  /** Zero where there is none. */
  readonly guardian: Address
  readonly ordinaryDelay: number
  readonly slowDelay: number
}

export const governanceTermsOptions = ({ chain: open, network }: Services) =>
  queryOptions({
    queryKey: [...proposalKeys.all, 'terms'],
    refetchInterval: 30_000,
    queryFn: async (): Promise<GovernanceTerms> => {
      const chain = await open()
      const { governor, timelock } = network.contracts
      const at = { address: governor, abi: governorAbi } as const
      const lock = { address: timelock, abi: timelockAbi } as const
      const [delay, period, threshold, quorumPercent, quorumFloor, guardian, ordinary, slow] =
        await Promise.all([
          chain.readContract({ ...at, functionName: 'votingDelay' }),
          chain.readContract({ ...at, functionName: 'votingPeriod' }),
          chain.readContract({ ...at, functionName: 'proposalThreshold' }),
          chain.readContract({ ...at, functionName: 'quorumNumerator' }),
          chain.readContract({ ...at, functionName: 'quorumFloor' }),
          chain.readContract({ ...at, functionName: 'proposalGuardian' }),
          chain.readContract({ ...lock, functionName: 'getMinDelay' }),
          chain.readContract({ ...lock, functionName: 'slowDelay' }),
        ])
      return {
        votingDelay: Number(delay),
        votingPeriod: Number(period),
        threshold,
        quorumPercent,
        quorumFloor,
        guardian,
        ordinaryDelay: Number(ordinary),
        slowDelay: Number(slow),
      }
    },
  })

/** What an account may say about a proposal; its votes of now where that has no moment yet. */
export const voterOptions = (
  { chain: open, network }: Services,
  voter: Address | undefined,
  proposal?: { id: bigint; snapshot: number; open: boolean },
) =>
  queryOptions({
    queryKey: [...proposalKeys.all, 'voter', voter, proposal],
    enabled: voter !== undefined,
    refetchInterval: EVERY,
    queryFn: async () => {
      if (voter === undefined) throw new Error('Votes need a voter')
      const chain = await open()
      const at = { address: network.contracts.governor, abi: governorAbi } as const
      const votes = { address: network.contracts.stakingVault, abi: stakingVaultAbi } as const
      const [now, then, voted] = await Promise.all([
        chain.readContract({ ...votes, functionName: 'getVotes', args: [voter] }),
        proposal?.open
          ? chain.readContract({ ...at, functionName: 'getVotes', args: [voter, BigInt(proposal.snapshot)] })
          : undefined,
        proposal === undefined
          ? false
          : chain.readContract({ ...at, functionName: 'hasVoted', args: [proposal.id, voter] }),
      ])
      return { votes: then ?? now, voted }
    },
  })

/** What a parameter is now, as rows of the catalogue. */
export const parameterOptions = ({ chain: open, network }: Services, parameter: Parameter, keys: Row) =>
  queryOptions({
    queryKey: [...proposalKeys.all, 'parameter', parameter.id, keys],
    enabled: parameter.read !== undefined,
    queryFn: async () => {
      const chain = await open()
      const { abi, contract, read } = parameter
      if (read === undefined) throw new Error('There is nothing to read')
      try {
        return await read(
          (functionName, args = []) =>
            chain.readContract({ abi, address: network.contracts[contract], functionName, args }),
          keys,
          network.contracts,
        )
      } catch (error) {
        throw toBaseError(error)
      }
    },
  })

/** What the contracts say to a call before it is proposed. */
export interface DryRunResult {
  /** Seconds that it waits once it is queued. */
  readonly delay: number
  /** False for calls to the governor itself, which it takes from its own proposals only. */
  readonly tried: boolean
  readonly refusal: BaseError | undefined
}

/** Makes a call as the DAO would, without sending it: whether it is refused at this moment, and how long it would wait. */
export const dryRunOptions = ({ chain: open, network }: Services, call: Call | undefined) =>
  queryOptions({
    queryKey: [...proposalKeys.all, 'dry-run', call?.address, call?.functionName, call?.args],
    enabled: call !== undefined,
    retry: false,
    queryFn: async (): Promise<DryRunResult> => {
      if (call === undefined) throw new Error('There is no call')
      const chain = await open()
      const { timelock, governor } = network.contracts
      const tried = !isAddressEqual(call.address, governor)
      const data = encodeFunctionData({ ...call, args: [...call.args] })
      const [delay, refusal] = await Promise.all([
        chain.readContract({
          address: timelock,
          abi: timelockAbi,
          functionName: 'delayOf',
          args: [[call.address], [data]],
        }),
        tried
          ? chain
              .simulateContract({ ...call, abi: withErrors(call.abi), account: timelock })
              .then(() => undefined)
              .catch((error: unknown) => toBaseError(error))
          : undefined,
      ])
      return { delay: Number(delay), tried, refusal }
    },
  })
