import { z } from 'zod'
import { Address, Amount, Hex, Hex32, Uint32 } from './primitives.ts'

/** A proposal's id: a number of 256 bits. */
export const ProposalId = Amount
export type ProposalId = Amount

/** As OpenZeppelin's governor counts them, by position. */
export const Support = z.enum(['against', 'for', 'abstain'])
export type Support = z.infer<typeof Support>

export const ProposalState = z.enum([
  'pending',
  'active',
  'canceled',
  'defeated',
  'succeeded',
  'queued',
  'executed',
])
export type ProposalState = z.infer<typeof ProposalState>

/** A call that a proposal makes, as it is on chain. */
export const ProposalCall = z.object({ target: Address, value: Amount, data: Hex })
export type ProposalCall = z.infer<typeof ProposalCall>

/** The same for people, where the network knows the target. Arguments in their order, as text. */
export const DecodedCall = ProposalCall.extend({
  contract: z.string().optional(),
  functionName: z.string().optional(),
  args: z.array(z.object({ name: z.string(), type: z.string(), value: z.string() })).optional(),
})
export type DecodedCall = z.infer<typeof DecodedCall>

/** Votes in wei of SOGNI, times in chain seconds. */
export const ProposalView = z.object({
  id: ProposalId,
  proposer: Address,
  description: z.string(),
  state: ProposalState,
  /** Stake counts as it was then; votes are open from then on. */
  snapshot: z.number().int(),
  /** Votes are open up to then; a late quorum moves it. */
  deadline: z.number().int(),
  /** When it can be executed, once it is queued. */
  eta: z.number().int().optional(),
  votes: z.object({ against: Amount, for: Amount, abstain: Amount }),
  /** Votes for and abstaining that it needs; known once votes are open. */
  quorum: Amount.optional(),
  calls: z.array(DecodedCall),
  tx: Hex32,
  block: z.number().int(),
  createdAt: Uint32,
})
export type ProposalView = z.infer<typeof ProposalView>

export const VoteView = z.object({
  voter: Address,
  support: Support,
  weight: Amount,
  reason: z.string(),
  tx: Hex32,
  at: Uint32,
})
export type VoteView = z.infer<typeof VoteView>

/** A ballot that its voter signed (ECDSA, or ERC-1271 of a contract account); the relayer pays for sending it. */
export const SignedBallot = z.object({
  proposalId: ProposalId,
  support: Support,
  voter: Address,
  signature: Hex.refine((signature) => signature.length <= 2 + 2 * 4_096, 'is too long'),
})
export type SignedBallot = z.infer<typeof SignedBallot>
