import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'

export const getNetwork = defineRoute(api.getNetwork, async ({ network }) => network)
