import type { Abi } from 'viem'
import { governorAbi, timelockAbi } from '../abi/index.ts'
import type { Parameter, Row, Unit } from './parameter.ts'

const DAY = 86_400n

/** A value alone in its function, with a view that says what it is. */
export const scalar = (
  at: Pick<Parameter, 'id' | 'group' | 'title' | 'explains' | 'contract' | 'functionName'> & { abi: Abi },
  field: { unit: Unit; label: string; least?: bigint; most?: bigint },
  view: string,
): Parameter => ({
  ...at,
  fields: [field],
  read: async (read) => {
    const value = await read(view)
    return [[typeof value === 'number' ? BigInt(value) : value] as Row]
  },
  toArgs: ([row]) => [numberFor(at.abi, at.functionName, row?.[0])],
  fromArgs: ([value]) => [[typeof value === 'number' ? BigInt(value) : value] as Row],
})

/** viem wants a number for integers of up to 48 bits, a bigint above. */
function numberFor(abi: Abi, functionName: string, value: unknown): unknown {
  const item = abi.find((entry) => entry.type === 'function' && entry.name === functionName)
  const type = item?.type === 'function' ? (item.inputs[0]?.type ?? '') : ''
  const bits = /^uint(\d+)$/.exec(type)?.[1]
  return bits !== undefined && Number(bits) <= 48 ? Number(value) : value
}

const governor = { group: 'Votes', contract: 'governor', abi: governorAbi } as const

/** How proposals run. The governor and the timelock set themselves, by proposal only. */
export const voteParameters: readonly Parameter[] = [
  scalar(
    {
      ...governor,
      id: 'voting-delay',
      title: 'Delay before a vote',
      explains: 'The time between a proposal and its vote: stake counts as it is when the vote begins.',
      functionName: 'setVotingDelay',
    },
    { unit: 'seconds', label: 'Delay', most: 30n * DAY },
    'votingDelay',
  ),
  scalar(
    {
      ...governor,
      id: 'voting-period',
      title: 'Length of a vote',
      explains: 'How long stakers can vote on a proposal.',
      functionName: 'setVotingPeriod',
    },
    { unit: 'seconds', label: 'Length', least: 1n, most: 90n * DAY },
    'votingPeriod',
  ),
  scalar(
    {
      ...governor,
      id: 'late-quorum',
      title: 'Time left after a late quorum',
      explains: 'The least time that remains to vote after a proposal has reached its quorum.',
      functionName: 'setLateQuorumVoteExtension',
    },
    { unit: 'seconds', label: 'Time', most: 30n * DAY },
    'lateQuorumVoteExtension',
  ),
  scalar(
    {
      ...governor,
      id: 'proposal-threshold',
      title: 'Stake to propose',
      explains: 'The votes that an account needs to make a proposal.',
      functionName: 'setProposalThreshold',
    },
    { unit: 'sogni', label: 'Votes' },
    'proposalThreshold',
  ),
  scalar(
    {
      ...governor,
      id: 'quorum',
      title: 'Quorum',
      explains: 'The part of all stake that has to vote for a proposal, or abstain, so that it can pass.',
      functionName: 'updateQuorumNumerator',
    },
    { unit: 'percent', label: 'Part of all active stake', least: 1n, most: 100n },
    'quorumNumerator',
  ),
  scalar(
    {
      ...governor,
      id: 'guardian',
      title: 'Guardian',
      explains:
        'The account that may cancel proposals for two years from its naming, and can do nothing else.',
      functionName: 'setProposalGuardian',
    },
    { unit: 'address', label: 'Account' },
    'proposalGuardian',
  ),
  scalar(
    {
      group: 'Votes',
      contract: 'timelock',
      abi: timelockAbi,
      id: 'timelock-delay',
      title: 'Delay of ordinary decisions',
      explains: 'How long a decision waits after its vote before it can be carried out.',
      functionName: 'updateDelay',
    },
    { unit: 'seconds', label: 'Delay', most: 30n * DAY },
    'getMinDelay',
  ),
]
