import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

export const workersOptions = ({ relayer }: Services) =>
  queryOptions({
    queryKey: ['workers'],
    queryFn: async () => (await relayer.getWorkers()).workers,
    refetchInterval: 5_000,
  })
