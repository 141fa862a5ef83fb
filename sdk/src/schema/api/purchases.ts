import { z } from 'zod'
import { Address } from '../primitives.ts'
import { CheckoutRequest, CheckoutView, PurchaseView, SparkPack } from '../purchase.ts'
import { route } from './route.ts'

/** Spark for money outside the chain. */
export const purchasesApi = {
  getPacks: route({
    method: 'get',
    path: '/v1/packs',
    summary: 'Spark for money outside the chain: prices, and what they buy now',
    response: z.object({ packs: z.array(SparkPack) }),
  }),
  postCheckout: route({
    method: 'post',
    path: '/v1/checkout',
    summary: 'Begin to buy a pack; again with the same id answers the same checkout',
    body: CheckoutRequest,
    response: CheckoutView,
  }),
  getCheckout: route({
    method: 'get',
    path: '/v1/checkouts/:id',
    summary: 'Whether it was paid, and what became of the payment',
    params: z.object({ id: z.uuid() }),
    response: CheckoutView,
  }),
  getPurchases: route({
    method: 'get',
    path: '/v1/purchases',
    summary: 'Newest purchases for an owner',
    query: z.object({ owner: Address }),
    response: z.object({ purchases: z.array(PurchaseView) }),
  }),
} as const
