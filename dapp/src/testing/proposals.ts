import { governorAbi, treasuryAbi } from '@supernet/sdk/abi'
import type { ProposalView, VoteView } from '@supernet/sdk/schema'
import { encodeFunctionData } from 'viem'
import { Revert } from './callChain.ts'
import { stakeChain } from './stake.ts'
import { network } from './views.ts'

const SOGNI = 10n ** 18n

export const VOTER = '0x8888888888888888888888888888888888888888'

/** An open proposal that doubles the voting period. */
export const proposalView: ProposalView = {
  id: 77n,
  proposer: VOTER,
  description: '# A longer vote\n\nSo that people on holidays can vote too.',
  state: 'active',
  snapshot: 1_763_800_000,
  deadline: 4_000_000_000,
  votes: { for: 300n * SOGNI, against: 100n * SOGNI, abstain: 0n },
  quorum: 1_000n * SOGNI,
  calls: [
    {
      target: network.contracts.governor,
      value: 0n,
      data: encodeFunctionData({ abi: governorAbi, functionName: 'setVotingPeriod', args: [120] }),
      contract: 'governor',
      functionName: 'setVotingPeriod',
      args: [{ name: 'newVotingPeriod', type: 'uint32', value: '120' }],
    },
  ],
  tx: `0x${'cd'.repeat(32)}`,
  block: 12,
  createdAt: 1_763_799_000,
}

/** A call that no parameter stands for. */
export const plainCall: ProposalView['calls'][number] = {
  target: network.contracts.treasury,
  value: 0n,
  data: encodeFunctionData({ abi: treasuryAbi, functionName: 'trimPool', args: [5n] }),
  contract: 'treasury',
  functionName: 'trimPool',
  args: [{ name: 'units', type: 'uint64', value: '5' }],
}

export const voteView: VoteView = {
  voter: VOTER,
  support: 'for',
  weight: 300n * SOGNI,
  reason: 'It helps',
  tx: `0x${'ce'.repeat(32)}`,
  at: 1_763_800_100,
}

/** A governor with the terms of the local network, where everybody has `votes`. */
export const governanceChain = (votes: bigint, voted = false) =>
  stakeChain(
    {},
    {
      votingDelay: () => 5,
      votingPeriod: () => 60,
      proposalThreshold: () => 10n * SOGNI,
      quorumNumerator: () => 10n,
      quorumFloor: () => 50n * SOGNI,
      proposalGuardian: () => VOTER,
      getMinDelay: () => 10n,
      slowDelay: () => 20n,
      delayOf: () => 20n,
      getVotes: () => votes,
      hasVoted: () => voted,
      setCurve: () => undefined,
      setRequirement: ([amount]) => {
        throw new Revert('StakeBenefitsStepTooLarge', [amount, 5_280n * SOGNI, 7_920n * SOGNI])
      },
    },
  )
