import { BaseError } from '@supernet/sdk/errors'
import { api } from '@supernet/sdk/schema'
import { quorumAt } from '../chain/quorumAt.ts'
import { defineRoute } from '../http/route.ts'
import { readProposal, readVotes, viewProposal } from '../store/proposalPage.ts'

export const getProposal = defineRoute(api.getProposal, async (common, { params: { id } }) => {
  const row = await readProposal(common.store.db, id)
  if (row === undefined) throw new BaseError('proposal-unknown', { details: { id } })
  const quorum = await quorumAt(common, row.snapshot)
  return {
    proposal: viewProposal(row, common.network.contracts, quorum, common.clock.now()),
    votes: await readVotes(common.store.db, id),
  }
})
