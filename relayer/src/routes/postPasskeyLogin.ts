import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { signInByPasskey } from '../login/signInByPasskey.ts'

export const postPasskeyLogin = defineRoute(api.postPasskeyLogin, (common, { body }, caller) =>
  signInByPasskey(common, caller, body.passkey),
)
