import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

type Address = `0x${string}`

export const sessionKeys = {
  all: ['sessions'] as const,
  one: (key: Address | undefined) => ['sessions', key] as const,
}

/** A render session with its open jobs and settled lines, as the indexer has it. */
export const sessionOptions = ({ relayer }: Services, key: Address | undefined) =>
  queryOptions({
    queryKey: sessionKeys.one(key),
    queryFn: () => {
      if (key === undefined) throw new Error('A session needs a render key')
      return relayer.getSession({ params: { key }, query: {} })
    },
    enabled: key !== undefined,
    refetchInterval: 4_000,
  })
