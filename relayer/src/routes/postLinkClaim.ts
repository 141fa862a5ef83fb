import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { takeLink } from '../login/links.ts'
import { requireLogin } from '../login/login.ts'

export const postLinkClaim = defineRoute(api.postLinkClaim, async (common, { params }, caller) => {
  const { account } = await requireLogin(common, caller)
  return takeLink(common, params.code, account)
})
