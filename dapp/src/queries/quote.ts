import type { Address, Order } from '@supernet/sdk/schema'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

/** Price and time of an order. The old answer stays until the new one is in, so that the bar does not blink. */
export const quoteOptions = ({ relayer }: Services, order: Order | undefined, session?: Address) =>
  queryOptions({
    queryKey: ['quote', order, session],
    queryFn: () => {
      if (order === undefined) throw new Error('A quote needs an order')
      return relayer.postQuote({ body: { order, session } })
    },
    enabled: order !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })
