import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { cancelShares } from '../service/cancelShares.ts'

export const postCancel = defineRoute(api.postCancel, (common, { params, body }) =>
  cancelShares(common, params.jobId, body),
)
