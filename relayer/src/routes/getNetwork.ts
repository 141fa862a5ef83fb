import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { offered } from '../payments/payments.ts'

export const getNetwork = defineRoute(api.getNetwork, async ({ network, payments }) => ({
  ...network,
  payments: offered(payments),
}))
