import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { beginCheckout } from '../payments/checkout.ts'

export const postCheckout = defineRoute(api.postCheckout, (common, { body }) => beginCheckout(common, body))
