import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readModels } from '../store/catalog.ts'

export const getModels = defineRoute(api.getModels, async ({ store, benefits }, { query: { account } }) => ({
  models: await readModels(store.db, account && { account, tier: await benefits.tierOf(account) }),
}))
