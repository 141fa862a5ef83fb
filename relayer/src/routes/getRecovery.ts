import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { findRecovery } from '../recovery/describeRecovery.ts'

export const getRecovery = defineRoute(api.getRecovery, (common, { params }) =>
  findRecovery(common, params.code),
)
