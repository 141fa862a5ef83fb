import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { registerPasskey } from '../login/registerPasskey.ts'

export const postPasskey = defineRoute(api.postPasskey, (common, { body }, caller) =>
  registerPasskey(common, caller, body),
)
