import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readFlows } from '../store/treasuryPage.ts'

export const getFlows = defineRoute(api.getFlows, ({ store, network }, { query }) =>
  readFlows(store.db, network.contracts, query),
)
