import { api } from '@supernet/sdk/schema'
import { defineRoute } from '../http/route.ts'
import { readPacks } from '../payments/checkout.ts'
import { offered } from '../payments/payments.ts'

export const getPacks = defineRoute(api.getPacks, async (common) => ({
  packs: offered(common.payments).length === 0 ? [] : await readPacks(common),
}))
