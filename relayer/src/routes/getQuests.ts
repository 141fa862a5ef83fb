import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readQuests } from '../store/rewardPage.ts'

export const getQuests = defineRoute(api.getQuests, async ({ store, clock }) => ({
  quests: await readQuests(store.db, clock.now()),
}))
