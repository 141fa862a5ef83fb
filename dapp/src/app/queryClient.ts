import { toBaseError } from '@supernet/sdk/errors'
import { QueryClient } from '@tanstack/react-query'

/** Keys may hold bigints; objects are hashed with their members sorted. */
const hashKey = (key: readonly unknown[]): string =>
  JSON.stringify(key, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)))
  })

export const createQueryClient = ({ retries = true } = {}): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        queryKeyHashFn: hashKey,
        staleTime: 2_000,
        retry: (failures, error) => retries && failures < 2 && toBaseError(error).retryable,
        retryDelay: (failures) => 300 * 2 ** failures,
      },
    },
  })
