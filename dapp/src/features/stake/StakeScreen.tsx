import { useQuery } from '@tanstack/react-query'
import { formatBps } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { type StakeView, stakeOptions, stakeRulesOptions } from '../../queries/stake.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { formatSogni } from '../../ui/Sogni.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { CoolingList } from './CoolingList.tsx'
import { Delegation } from './Delegation.tsx'
import { NO_CHANGE, worthAfter } from './effects.ts'
import { Liquidity } from './Liquidity.tsx'
import { Position } from './Position.tsx'
import { Rules } from './Rules.tsx'
import { StakeForm } from './StakeForm.tsx'
import { UnstakeForm } from './UnstakeForm.tsx'
import { WorkerSection } from './WorkerSection.tsx'

/** What a stake is worth, and everything that can be done with it. */
export function StakeScreen() {
  const services = useServices()
  const { owner } = useOwner()
  const rules = useQuery(stakeRulesOptions(services))
  const position = useQuery(stakeOptions(services, owner?.address))

  const failed = position.error ?? rules.error
  if (failed !== null && (rules.data === undefined || (owner !== undefined && position.data === undefined))) {
    return (
      <Screen title="Stake">
        <ErrorNote
          error={failed}
          title="The stake could not be read."
          onRetry={() => Promise.all([rules.refetch(), owner && position.refetch()])}
        />
      </Screen>
    )
  }
  if (rules.data === undefined || (owner !== undefined && position.data === undefined)) {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the stake">
          <Skeleton className="h-64 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  if (owner === undefined || position.data === undefined) {
    return (
      <Screen title="Stake SOGNI to vote, and to pay less.">
        <div className="flex flex-col gap-12">
          <Section
            title="Whose stake"
            note="Nothing is staked by connecting. Stake can be asked back at any time; it then cools down."
          >
            <div className="max-w-md">
              <ChooseOwner />
            </div>
          </Section>
          <Rules rules={rules.data} />
        </div>
      </Screen>
    )
  }
  const view = position.data
  return (
    <Screen title={headline(view, owner.address)}>
      <div className="grid items-start gap-x-12 gap-y-12 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-12">
          <Section title="Your position">
            <Position view={view} owner={owner.address} />
          </Section>
          <Section title="Stake more">
            <StakeForm view={view} owner={owner.address} />
          </Section>
          <Section title="Votes">
            <Delegation view={view} owner={owner.address} />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-12">
          <Section title="Take stake back">
            <UnstakeForm view={view} owner={owner.address} />
          </Section>
          {view.stake.requests.length > 0 && (
            <Section title="Cooling down">
              <CoolingList view={view} />
            </Section>
          )}
        </div>
      </div>
      <div className="mt-12 flex flex-col gap-12">
        <WorkerSection view={view} owner={owner.address} />
        <Liquidity owner={owner.address} />
        <Rules rules={view.rules} />
      </div>
    </Screen>
  )
}

/** The one question answered: what is at stake, and what it gives. */
function headline(view: StakeView, owner: `0x${string}`): string {
  const { active, cooling } = view.stake
  const worth = worthAfter(view, owner, NO_CHANGE)
  const off = worth.discountBps > 0n ? `, ${formatBps(worth.discountBps)} off every render` : ''
  if (active > 0n) return `${formatSogni(active)} at stake${off}.`
  if (cooling > 0n) return `${formatSogni(cooling)} on the way back to you${off}.`
  return 'Nothing of yours is at stake yet.'
}
