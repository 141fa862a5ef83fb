import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { openRecovery } from '../recovery/openRecovery.ts'

export const postRecovery = defineRoute(api.postRecovery, (common, { body }, caller) =>
  openRecovery(common, caller, body),
)
