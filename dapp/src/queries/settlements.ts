import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

export const settlementsOptions = ({ relayer }: Services) =>
  queryOptions({
    queryKey: ['settlements'],
    queryFn: async () => (await relayer.getSettlements()).settlements,
    refetchInterval: 4_000,
  })
