import { api } from '@supernet/sdk/schema'
import { quorumAt } from '../chain/quorumAt.ts'
import { defineRoute } from '../http/route.ts'
import { readProposals, viewProposal } from '../store/proposalPage.ts'

export const getProposals = defineRoute(api.getProposals, async (common, { query }) => {
  const rows = await readProposals(common.store.db, query.before)
  const views = rows.map(async (row) =>
    viewProposal(row, common.network.contracts, await quorumAt(common, row.snapshot), common.clock.now()),
  )
  return { proposals: await Promise.all(views) }
})
