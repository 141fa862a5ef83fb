import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readCampaigns } from '../store/rewardPage.ts'

export const getCampaigns = defineRoute(api.getCampaigns, async ({ store, clock }) => ({
  campaigns: await readCampaigns(store.db, clock.now()),
}))
