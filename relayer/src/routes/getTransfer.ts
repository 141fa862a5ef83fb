import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { findTransfer } from '../service/takeTransfer.ts'

export const getTransfer = defineRoute(api.getTransfer, (common, { params }) =>
  findTransfer(common, params.id),
)
