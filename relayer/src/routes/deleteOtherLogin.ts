import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { requireLogin } from '../login/login.ts'
import { endLogin } from '../login/loginRows.ts'

export const deleteOtherLogin = defineRoute(api.deleteOtherLogin, async (common, { params }, caller) => {
  const { id, account } = await requireLogin(common, caller)
  await endLogin(common.store.db, account, params.id)
  if (params.id === id) caller.forget()
  return { ok: true as const }
})
