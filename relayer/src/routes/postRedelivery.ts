import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { takeRedelivery } from '../service/takeRedelivery.ts'

export const postRedelivery = defineRoute(api.postRedelivery, (common, { params, body }) =>
  takeRedelivery(common, params.jobId, body),
)
