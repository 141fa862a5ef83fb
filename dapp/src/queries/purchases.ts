import type { CheckoutView } from '@supernet/sdk/schema'
import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

type Address = `0x${string}`

/** Nothing more is expected of it. */
const isOver = ({ state, purchase }: CheckoutView): boolean =>
  state === 'ended' || (purchase !== undefined && purchase.state !== 'pending')

export const packsOptions = ({ relayer }: Services) =>
  queryOptions({
    queryKey: ['packs'],
    queryFn: async () => (await relayer.getPacks()).packs,
    staleTime: 30_000,
  })

export const checkoutOptions = ({ relayer }: Services, id: string) =>
  queryOptions({
    queryKey: ['checkout', id],
    queryFn: () => relayer.getCheckout({ params: { id } }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isOver(data) ? 60_000 : 2_000),
  })

export const purchasesOptions = ({ relayer }: Services, owner: Address | undefined) =>
  queryOptions({
    queryKey: ['purchases', owner],
    queryFn: async () => {
      if (owner === undefined) throw new Error('Purchases need an owner')
      return (await relayer.getPurchases({ query: { owner } })).purchases
    },
    enabled: owner !== undefined,
    refetchInterval: 6_000,
  })
