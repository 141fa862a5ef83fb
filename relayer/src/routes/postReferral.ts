import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { attestReferral } from '../service/attest.ts'

export const postReferral = defineRoute(api.postReferral, (common, { body }) =>
  attestReferral(common, body.referee),
)
