import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useServices } from '../../lib/services.ts'
import { tierOptions } from '../../queries/rewards.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { Boost } from './Boost.tsx'
import { CampaignList } from './CampaignList.tsx'
import { LastScore } from './LastScore.tsx'
import { QuestList } from './QuestList.tsx'
import { Referrals } from './Referrals.tsx'
import { headline } from './words.ts'

/** What using the network gives back. */
export function RewardsScreen() {
  const { owner } = useOwner()
  if (owner !== undefined) return <Mine owner={owner} />
  return (
    <Screen title="Using the network gives something back.">
      <div className="flex flex-col gap-12">
        <Section title="Whose rewards">
          <div className="max-w-xl">
            <ChooseOwner />
          </div>
        </Section>
        <Shared owner={undefined} />
      </div>
    </Screen>
  )
}

function Mine({ owner }: { owner: Owner }) {
  const tier = useQuery(tierOptions(useServices(), owner.address))
  if (tier.data === undefined) {
    if (tier.error !== null)
      return (
        <Screen title="Rewards">
          <ErrorNote
            error={tier.error}
            title="The tier of this account could not be read."
            onRetry={() => tier.refetch()}
          />
        </Screen>
      )
    return (
      <Screen title={<Skeleton className="h-12 w-full max-w-xl" />}>
        <Loading what="the rewards">
          <Skeleton className="h-64 w-full" />
        </Loading>
      </Screen>
    )
  }
  return (
    <Screen title={headline(tier.data.tier, tier.data.benefitBps)}>
      <div className="flex flex-col gap-12">
        <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
          <Section title="Daily boost">
            <Boost owner={owner} />
          </Section>
          <Section title="Last week">
            <LastScore owner={owner} {...tier.data} />
          </Section>
          <Section title="Referrals">
            <Referrals owner={owner} />
          </Section>
        </div>
        <Shared owner={owner} />
      </div>
    </Screen>
  )
}

function Shared({ owner }: { owner: Owner | undefined }) {
  return (
    <>
      <Section title="Quests" note="What the chain knows, it checks itself.">
        <QuestList owner={owner} />
      </Section>
      <Section title="Airdrops and weekly rewards" note="Paid by proof from a list that anyone can check.">
        <CampaignList owner={owner} />
      </Section>
      <Section title="How this is computed">
        <p className="max-w-2xl text-soft">
          A tier compares the accounts of a week by what they spent, staked and did; it falls by halves when
          nothing newer is applied. Spark of quests and referrals is promotional: it pays for renders, comes
          from a budget of each week, and counts for no rank. Who leads is in{' '}
          <Link to="/leaders" className="underline underline-offset-4">
            Leaders
          </Link>
          .
        </p>
      </Section>
    </>
  )
}
