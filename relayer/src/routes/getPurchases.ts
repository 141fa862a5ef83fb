import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readPurchases } from '../payments/purchasePage.ts'

export const getPurchases = defineRoute(api.getPurchases, async ({ store }, { query }) => ({
  purchases: await readPurchases(store.db, query.owner),
}))
