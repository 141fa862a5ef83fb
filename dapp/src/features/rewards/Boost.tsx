import { claimBoost } from '@supernet/sdk/actions'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { boostOptions } from '../../queries/rewards.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { RewardTx } from './RewardTx.tsx'
import { formatSparkWei } from './words.ts'

/** Spark once a day, for an account that an attester vouches for. */
export function Boost({ owner: { address: account } }: { owner: Owner }) {
  const services = useServices()
  const { dailyBoost } = services.network.contracts
  const boost = useQuery(boostOptions(services, account))
  if (boost.data === undefined) {
    if (boost.error !== null)
      return (
        <ErrorNote error={boost.error} title="The boost could not be read." onRetry={() => boost.refetch()} />
      )
    return (
      <Loading what="the boost">
        <Skeleton className="h-32 w-full" />
      </Loading>
    )
  }
  const { amount, claimed, streak } = boost.data
  return (
    <div className="paper p-5">
      <Bill className="mb-4">
        <BillRow label="Today">{formatSparkWei(amount)}</BillRow>
        <BillRow label="Days in a row">{streak.toLocaleString('en')}</BillRow>
      </Bill>
      <RewardTx
        tone="primary"
        verb={`Take ${formatSparkWei(amount)}`}
        done="The boost of today is yours."
        blocked={claimed ? 'Taken today; the next one is at midnight UTC' : undefined}
        prepare={async () => {
          const word = await services.relayer.postBoost({ body: { account } })
          return (client) => claimBoost(client, { dailyBoost, account, ...word })
        }}
      />
      <p className="mt-3 text-13 text-soft">
        For accounts that have paid for a picture or hold stake. It pays for renders and cannot be sent.
      </p>
    </div>
  )
}
