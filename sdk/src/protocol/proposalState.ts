import type { ProposalState } from '../schema/proposal.ts'

export type ProposalFacts = {
  readonly snapshot: number
  readonly deadline: number
  readonly canceled: boolean
  readonly queued: boolean
  readonly executed: boolean
  readonly votes: { readonly against: bigint; readonly for: bigint; readonly abstain: bigint }
  /** Unknown before votes are open. */
  readonly quorum: bigint | undefined
}

/** The governor's own judgement, at a chain time. */
export function proposalState(
  { snapshot, deadline, canceled, queued, executed, votes, quorum }: ProposalFacts,
  now: number,
): ProposalState {
  if (executed) return 'executed'
  if (canceled) return 'canceled'
  if (queued) return 'queued'
  if (now <= snapshot) return 'pending'
  if (now <= deadline) return 'active'
  const reached = quorum !== undefined && votes.for + votes.abstain >= quorum
  return reached && votes.for > votes.against ? 'succeeded' : 'defeated'
}
