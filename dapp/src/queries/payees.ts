import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

type Address = `0x${string}`

export const payeeKeys = {
  all: ['payees'] as const,
  of: (account: Address) => ['payees', account] as const,
}

/** Whom the account announced, when each of them opens for larger amounts, and what is left for others today. */
export const payeesOptions = ({ relayer }: Services, account: Address) =>
  queryOptions({
    queryKey: payeeKeys.of(account),
    queryFn: () => relayer.getPayees(),
    refetchInterval: 15_000,
  })
