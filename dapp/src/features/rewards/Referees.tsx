import { rewardReferral } from '@supernet/sdk/actions'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { type Referee, refereesOptions } from '../../queries/rewards.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { RewardTx } from './RewardTx.tsx'
import { formatSparkWei } from './words.ts'

/** Those whom the account brought, each with what there is to take for it. */
export function Referees({ owner }: { owner: Owner }) {
  const pages = useInfiniteQuery(refereesOptions(useServices(), owner.address))
  const referees = pages.data?.pages.flatMap((page) => page.referees)
  return (
    <>
      {referees === undefined && pages.error === null && (
        <Loading what="whom you brought">
          <Skeleton className="mt-5 h-24 w-full" />
        </Loading>
      )}
      {pages.error !== null && (
        <ErrorNote
          error={pages.error}
          title="Whom you brought could not be read."
          onRetry={() => (referees === undefined ? pages.refetch() : pages.fetchNextPage())}
        />
      )}
      <ul className="mt-5">
        {referees?.map((referee) => (
          <li key={referee.account} className="border-t py-4 last:pb-0">
            <Take referee={referee} />
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {pages.isFetchingNextPage ? 'Reading older ones' : 'Older ones'}
        </Button>
      )}
    </>
  )
}

function Take({ referee: { account, since, earned, spent, due } }: { referee: Referee }) {
  const services = useServices()
  const { referrals } = services.network.contracts
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-13 text-soft">
        <Code value={account} label="Account" />, brought on {formatDate(since)}. It has spent{' '}
        {formatSparkWei(spent)} of its own; you got {formatSparkWei(earned)} for that.
      </p>
      {due > 0n && (
        <RewardTx
          verb={`Take ${formatSparkWei(due)}`}
          done="The reward is yours."
          prepare={async () => {
            const word = await services.relayer.postReferral({ body: { referee: account } })
            return (client) => rewardReferral(client, { referrals, referee: account, ...word })
          }}
        />
      )}
    </div>
  )
}
