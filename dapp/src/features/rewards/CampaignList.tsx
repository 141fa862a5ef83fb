import { claimReward } from '@supernet/sdk/actions'
import type { CampaignView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { campaignsOptions, claimableOptions } from '../../queries/rewards.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { RewardTx } from './RewardTx.tsx'
import { CAMPAIGN_WORDS, formatToken } from './words.ts'

/** Airdrops, weekly rewards and whatever else is paid by proof. */
export function CampaignList({ owner }: { owner: Owner | undefined }) {
  const campaigns = useQuery(campaignsOptions(useServices()))
  if (campaigns.data === undefined) {
    if (campaigns.error !== null)
      return (
        <ErrorNote
          error={campaigns.error}
          title="The campaigns could not be read."
          onRetry={() => campaigns.refetch()}
        />
      )
    return (
      <Loading what="the campaigns">
        <Skeleton className="h-32 w-full" />
      </Loading>
    )
  }
  if (campaigns.data.length === 0) {
    return (
      <Empty title="Nothing is given out now">
        Airdrops, weekly rewards and bonuses of partners appear here while they run. What you earned stays
        yours until a campaign ends.
      </Empty>
    )
  }
  return (
    <ul className="grid gap-5 md:grid-cols-2">
      {campaigns.data.map((campaign) => (
        <li key={campaign.id} className="paper p-5">
          <p className="font-medium">{CAMPAIGN_WORDS[campaign.kind]}</p>
          <p className="mt-1 text-13 text-soft">Open until {formatDate(campaign.endsAt)}.</p>
          {owner !== undefined && <Claim campaign={campaign} owner={owner} />}
        </li>
      ))}
    </ul>
  )
}

function Claim({ campaign, owner }: { campaign: CampaignView; owner: Owner }) {
  const services = useServices()
  const { rewardsDistributor } = services.network.contracts
  const claimable = useQuery(claimableOptions(services, campaign, owner.address))
  if (claimable.error !== null)
    return (
      <div className="mt-4">
        <ErrorNote
          error={claimable.error}
          title="Its published list could not be read, or does not fit the root on chain."
          onRetry={() => claimable.refetch()}
        />
      </div>
    )
  if (claimable.data === undefined) return <Skeleton className="mt-4 h-10 w-40" />
  const { symbol, decimals, claim } = claimable.data
  if (claim === undefined)
    return <p className="mt-4 text-13 text-soft">This account has earned nothing in it so far.</p>
  const { earned, claimed, proof } = claim
  const due = earned > claimed ? earned - claimed : 0n
  const { address: account } = owner
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      <p className="text-13 text-soft">
        Earned {formatToken(earned, decimals, symbol)}, of which {formatToken(claimed, decimals, symbol)} was
        paid.
      </p>
      <RewardTx
        verb={`Claim ${formatToken(due, decimals, symbol)}`}
        done="The reward is paid."
        blocked={due === 0n ? 'All of it was paid' : undefined}
        prepare={async () => (client) =>
          claimReward(client, { rewardsDistributor, campaign: campaign.id, account, earned, proof })
        }
      />
    </div>
  )
}
