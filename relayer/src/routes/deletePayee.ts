import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { requireLogin } from '../login/login.ts'
import { cancelPayee } from '../login/payees.ts'

export const deletePayee = defineRoute(api.deletePayee, async (common, { params }, caller) => {
  const { account } = await requireLogin(common, caller)
  await cancelPayee(common.store.db, account, params.payee)
  return { ok: true as const }
})
