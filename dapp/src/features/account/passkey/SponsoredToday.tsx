import { useQuery } from '@tanstack/react-query'
import { formatEther } from 'viem'
import { useServices } from '../../../lib/services.ts'
import { formatClock } from '../../../lib/time.ts'
import { sponsorshipOptions } from '../../../queries/sponsorship.ts'
import { Bill, BillRow } from '../../../ui/Bill.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../../ui/Skeleton.tsx'

/** Seven places: a whole operation costs less than that on a cheap chain, and zero would look like a lie. */
const ether = (wei: bigint) =>
  `${Number(formatEther(wei))
    .toFixed(7)
    .replace(/\.?0+$/, '')} ETH`

/** What the network pays so that this account needs no ether, and where that ends for today. */
export function SponsoredToday({ account }: { account: `0x${string}` }) {
  const sponsorship = useQuery(sponsorshipOptions(useServices(), account))
  if (sponsorship.data === undefined) {
    if (sponsorship.error !== null)
      return (
        <ErrorNote
          error={sponsorship.error}
          title="What was paid for you could not be read."
          onRetry={() => sponsorship.refetch()}
        />
      )
    return (
      <Loading what="what was paid for you">
        <Skeleton className="h-16 w-full" />
      </Loading>
    )
  }
  const { cost, mostCost, operations, mostOperations, endsAt } = sponsorship.data
  return (
    <Bill>
      <BillRow label="Paid for you today">
        <span data-sponsored={cost.toString()}>{ether(cost)}</span>
      </BillRow>
      <BillRow label="At most in a day">{ether(mostCost)}</BillRow>
      <BillRow label="Times you signed or claimed">
        {operations} of {mostOperations}
      </BillRow>
      <BillRow label="Begins anew at">{formatClock(endsAt)}</BillRow>
    </Bill>
  )
}
