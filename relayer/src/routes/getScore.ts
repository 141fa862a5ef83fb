import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { proveScore } from '../service/proveScore.ts'

export const getScore = defineRoute(api.getScore, (common, { params }) => proveScore(common, params))
