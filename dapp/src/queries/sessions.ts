import type { SessionView } from '@supernet/sdk/schema'
import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

type Address = `0x${string}`

export const sessionKeys = {
  all: ['sessions'] as const,
  one: (key: Address | undefined) => ['sessions', key] as const,
}

const isOver = ({ open, closing }: SessionView): boolean => !open && !closing

/** A render session with its open jobs and settled lines, as the indexer has it. */
export const sessionOptions = ({ relayer }: Services, key: Address | undefined) =>
  queryOptions({
    queryKey: sessionKeys.one(key),
    queryFn: () => {
      if (key === undefined) throw new Error('A session needs a render key')
      return relayer.getSession({ params: { key }, query: {} })
    },
    enabled: key !== undefined,
    // Nothing changes any more in a budget that was closed and paid back.
    refetchInterval: ({ state: { data } }) => (data?.session && isOver(data.session) ? 60_000 : 4_000),
  })
