import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { requireLogin } from '../login/login.ts'
import { takeTransfer } from '../service/takeTransfer.ts'

export const postTransfer = defineRoute(api.postTransfer, async (common, { body }, caller) => {
  const login = await requireLogin(common, caller)
  return takeTransfer(common, { login, client: caller.address }, body)
})
