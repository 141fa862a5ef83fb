import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseAbi,
  stringToHex,
} from 'viem'
import { governorAbi } from '../abi/index.ts'
import { supportNumber } from '../protocol/ballot.ts'
import type { SignedBallot, Support } from '../schema/proposal.ts'
import { type Call, callsOf, writeAction } from './action.ts'

const governorCall = callsOf(governorAbi)
const votesAbi = parseAbi(['function delegate(address delegatee)'])
const votesCall = callsOf(votesAbi)

export interface ProposalParameters {
  readonly governor: Address
  /** What it does, in order: calls as every other action makes them with `.call`. */
  readonly calls: readonly Call[]
  /** Markdown; with the calls it makes the proposal's id. */
  readonly description: string
}

const encoded = (calls: readonly Call[]) =>
  [
    calls.map(({ address }) => address),
    calls.map(() => 0n),
    calls.map(({ abi, functionName, args }): Hex => encodeFunctionData({ abi, functionName, args })),
  ] as const

/** Asks the DAO to make calls. The caller needs the threshold of active stake. */
export const propose = writeAction(({ governor, calls, description }: ProposalParameters) =>
  governorCall(governor, 'propose', [...encoded(calls), description]),
)

/** What makes its id; for `queue` and `execute` the governor stores it. */
export const proposalDetails = ({ calls, description }: Omit<ProposalParameters, 'governor'>) => {
  const [targets, values, datas] = encoded(calls)
  return { targets, values, calldatas: datas, descriptionHash: keccak256(stringToHex(description)) }
}

const idParameters = [
  { type: 'address[]' },
  { type: 'uint256[]' },
  { type: 'bytes[]' },
  { type: 'bytes32' },
] as const

/** The id that the governor will give it. */
export function proposalIdOf(proposal: Omit<ProposalParameters, 'governor'>): bigint {
  const { targets, values, calldatas, descriptionHash } = proposalDetails(proposal)
  return BigInt(keccak256(encodeAbiParameters(idParameters, [targets, values, calldatas, descriptionHash])))
}

export interface ProposalIdParameters {
  readonly governor: Address
  readonly proposalId: bigint
}

export const castVote = writeAction(
  ({
    governor,
    proposalId,
    support,
    reason = '',
  }: ProposalIdParameters & { support: Support; reason?: string }) =>
    governorCall(governor, 'castVoteWithReason', [proposalId, supportNumber(support), reason]),
)

/** Casts a vote that another signed (`signBallot`). */
export const castVoteBySig = writeAction(
  ({ governor, proposalId, support, voter, signature }: SignedBallot & { governor: Address }) =>
    governorCall(governor, 'castVoteBySig', [proposalId, supportNumber(support), voter, signature]),
)

/** Starts the delay of a proposal that passed, by anyone. */
export const queue = writeAction(
  ({ governor, proposalId }: ProposalIdParameters): Call => ({
    abi: governorAbi,
    address: governor,
    functionName: 'queue',
    args: [proposalId],
  }),
)

/** Makes the calls of a proposal that has waited, by anyone. */
export const execute = writeAction(
  ({ governor, proposalId }: ProposalIdParameters): Call => ({
    abi: governorAbi,
    address: governor,
    functionName: 'execute',
    args: [proposalId],
  }),
)

/** Calls a proposal off: its proposer while it waits for its vote, the guardian at any time before it is executed. */
export const cancelProposal = writeAction(
  ({ governor, proposalId }: ProposalIdParameters): Call => ({
    abi: governorAbi,
    address: governor,
    functionName: 'cancel',
    args: [proposalId],
  }),
)

/** Gives the caller's votes to an account; to itself takes them back. */
export const delegate = writeAction(({ votes, to }: { votes: Address; to: Address }) =>
  votesCall(votes, 'delegate', [to]),
)
