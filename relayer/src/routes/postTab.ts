import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { takeTab } from '../service/takeTab.ts'

export const postTab = defineRoute(api.postTab, async (common, { body }) => {
  await takeTab(common, body)
  return { ok: true as const }
})
