import { useQuery } from '@tanstack/react-query'
import { useServices } from '../lib/services.ts'
import { useNow } from '../lib/useNow.ts'
import { statusOptions } from './status.ts'

/** The chain's clock in seconds, which every deadline counts by; the device's own where the chain is not ahead. */
export function useChainNow(): number {
  const now = useNow()
  const { data, dataUpdatedAt } = useQuery(statusOptions(useServices()))
  const ahead = data === undefined ? 0 : data.chainTime - Math.floor(dataUpdatedAt / 1_000)
  return now + Math.max(0, ahead)
}
