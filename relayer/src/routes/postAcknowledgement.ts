import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { acknowledgeBlobs } from '../service/acknowledgeBlobs.ts'

export const postAcknowledgement = defineRoute(api.postAcknowledgement, async (common, { params, body }) => {
  await acknowledgeBlobs(common, params.jobId, body.blobs)
  return { ok: true as const }
})
