import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

export const statusOptions = ({ relayer }: Services) =>
  queryOptions({ queryKey: ['status'], queryFn: () => relayer.getStatus(), refetchInterval: 4_000 })

/** Resolves when the indexer has read `block`, so that lists show what a transaction did. */
export async function waitForIndexer(
  { relayer }: Services,
  block: bigint,
  signal?: AbortSignal,
): Promise<void> {
  while (signal?.aborted !== true) {
    const status = await relayer.getStatus()
    if (BigInt(status.indexedBlock) >= block) return
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
}
