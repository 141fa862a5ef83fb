import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { signInByWallet } from '../login/signInByWallet.ts'

export const postWalletLogin = defineRoute(api.postWalletLogin, (common, { body }, caller) =>
  signInByWallet(common, caller, body),
)
