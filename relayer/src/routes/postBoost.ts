import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { attestBoost } from '../service/attest.ts'

export const postBoost = defineRoute(api.postBoost, (common, { body }) => attestBoost(common, body.account))
