import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { requireLogin } from '../login/login.ts'
import { listPayees } from '../login/payees.ts'

export const getPayees = defineRoute(api.getPayees, async (common, _input, caller) => {
  const { account } = await requireLogin(common, caller)
  return listPayees(common, account)
})
