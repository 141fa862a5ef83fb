import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { requireLogin } from '../login/login.ts'
import { announcePayee } from '../login/payees.ts'

export const postPayee = defineRoute(api.postPayee, async (common, { body }, caller) =>
  announcePayee(common, await requireLogin(common, caller), body),
)
