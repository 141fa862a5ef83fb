import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { takeVote } from '../service/takeVote.ts'

export const postVote = defineRoute(api.postVote, async (common, { body }) => {
  await takeVote(common, body)
  return { ok: true as const }
})
