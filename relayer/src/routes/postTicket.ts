import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { takeTicket } from '../service/takeTicket.ts'

export const postTicket = defineRoute(api.postTicket, (common, { body }) => takeTicket(common, body))
