import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { signRecovery } from '../recovery/signRecovery.ts'

export const postRecoverySignature = defineRoute(api.postRecoverySignature, (common, { params, body }) =>
  signRecovery(common, params.code, body),
)
