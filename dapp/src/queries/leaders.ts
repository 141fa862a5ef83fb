import type { Board } from '@supernet/sdk/schema'
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

/** Places of a board, page after page; without an epoch those of all time. */
export const leadersOptions = ({ relayer }: Services, board: Board, epoch: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ['leaders', board, epoch],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => relayer.getLeaders({ params: { board }, query: { epoch, after: pageParam } }),
    getNextPageParam: ({ next }) => next,
    refetchInterval: 15_000,
  })
