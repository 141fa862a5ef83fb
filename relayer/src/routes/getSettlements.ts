import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readSettlements } from '../store/settlementPage.ts'

export const getSettlements = defineRoute(api.getSettlements, async ({ store }) => ({
  settlements: await readSettlements(store.db),
}))
