import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { describeLogin, findLogin } from '../login/login.ts'

export const getLogin = defineRoute(api.getLogin, async (common, _input, caller) => {
  const row = await findLogin(common, caller)
  return { login: row && (await describeLogin(common.store.db, row, row.id)) }
})
