import { z } from 'zod'
import { ProposalId, ProposalView, SignedBallot, VoteView } from '../proposal.ts'
import { accepted, route } from './route.ts'

/** Proposals of the DAO and votes on them. */
export const governanceApi = {
  getProposals: route({
    method: 'get',
    path: '/v1/proposals',
    summary: 'Newest proposals of the DAO, older ones before a block',
    query: z.object({ before: z.coerce.number().int().optional() }),
    response: z.object({ proposals: z.array(ProposalView) }),
  }),
  getProposal: route({
    method: 'get',
    path: '/v1/proposals/:id',
    summary: 'A proposal with its decoded calls and its largest votes',
    params: z.object({ id: ProposalId }),
    response: z.object({ proposal: ProposalView, votes: z.array(VoteView) }),
  }),
  postVote: route({
    method: 'post',
    path: '/v1/votes',
    summary: 'Cast a signed vote at the cost of the relayer; again with the same vote is harmless',
    body: SignedBallot,
    response: accepted,
  }),
} as const
