import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { quoteOrder } from '../service/quoteOrder.ts'

export const postQuote = defineRoute(api.postQuote, (common, { body }) =>
  quoteOrder(common, body.order, body.session),
)
