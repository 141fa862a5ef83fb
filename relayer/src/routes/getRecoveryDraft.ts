import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { findDraft } from '../recovery/signRecovery.ts'

export const getRecoveryDraft = defineRoute(api.getRecoveryDraft, (common, { params, query }) =>
  findDraft(common, params.code, query.account),
)
