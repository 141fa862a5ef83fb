import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { endLogin, readLogin } from '../login/loginRows.ts'

export const deleteLogin = defineRoute(api.deleteLogin, async ({ store }, _input, caller) => {
  const row = caller.token === undefined ? undefined : await readLogin(store.db, caller.token)
  if (row !== undefined) await endLogin(store.db, row.account, row.id)
  caller.forget()
  return { ok: true as const }
})
