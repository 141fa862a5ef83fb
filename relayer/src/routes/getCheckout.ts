import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readCheckout } from '../payments/purchasePage.ts'

export const getCheckout = defineRoute(api.getCheckout, (common, { params }) =>
  readCheckout(common, params.id),
)
