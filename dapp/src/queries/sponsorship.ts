import { queryOptions } from '@tanstack/react-query'
import type { Services } from '../lib/services.ts'

/** What the network has paid today for the account that is signed in. */
export const sponsorshipOptions = ({ relayer }: Services, account: `0x${string}`) =>
  queryOptions({
    queryKey: ['sponsorship', account],
    queryFn: () => relayer.getSponsorship(),
    refetchInterval: 15_000,
  })
