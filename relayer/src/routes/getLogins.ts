import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { describeLogin, requireLogin } from '../login/login.ts'
import { readLogins } from '../login/loginRows.ts'

export const getLogins = defineRoute(api.getLogins, async (common, _input, caller) => {
  const { id, account } = await requireLogin(common, caller)
  const { db } = common.store
  const rows = await readLogins(db, account)
  return { logins: await Promise.all(rows.map((row) => describeLogin(db, row, id))) }
})
