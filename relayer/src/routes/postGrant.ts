import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { takeGrant } from '../service/takeGrant.ts'

export const postGrant = defineRoute(api.postGrant, async (common, { body }) => {
  await takeGrant(common, body)
  return { ok: true as const }
})
