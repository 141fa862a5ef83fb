import type { RelayerClient } from '@supernet/sdk/http'
import { queryOptions } from '@tanstack/react-query'

export const networkOptions = (relayer: RelayerClient) =>
  queryOptions({
    queryKey: ['network'],
    queryFn: () => relayer.getNetwork(),
    staleTime: Number.POSITIVE_INFINITY,
  })
