import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readLeaves } from '../service/readLeaves.ts'

export const getLeaves = defineRoute(api.getLeaves, (common, { params }) =>
  readLeaves(common, params.campaign),
)
