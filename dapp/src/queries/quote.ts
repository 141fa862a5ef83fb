import type { Address, Order, Quote } from '@supernet/sdk/schema'
import { hashKey, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

/** A quote, and the order that it is for. */
export interface Priced {
  readonly order: Order
  readonly quote: Quote
}

/**
 * Price and time of an order. The old answer stays until the new one is in, so that the bar does not blink; `isPricedFor` says
 * whether it is still the right one.
 */
export const quoteOptions = ({ relayer }: Services, order: Order | undefined, session?: Address) =>
  queryOptions({
    queryKey: ['quote', order, session],
    queryFn: async (): Promise<Priced> => {
      if (order === undefined) throw new Error('A quote needs an order')
      return { order, quote: await relayer.postQuote({ body: { order, session } }) }
    },
    enabled: order !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })

/** Whether an answer is the price of this order, whoever asked for it. */
export const isPricedFor = (order: Order | undefined, priced: Priced): boolean =>
  order !== undefined && hashKey([priced.order]) === hashKey([order])
