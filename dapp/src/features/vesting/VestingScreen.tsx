import { useQuery } from '@tanstack/react-query'
import { isAddressEqual } from 'viem'
import { useServices } from '../../lib/services.ts'
import { type VestingGroupState, vestingOptions } from '../../queries/vesting.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { GroupTable } from './GroupTable.tsx'
import { ReleaseButton } from './ReleaseButton.tsx'
import { SupplyChart } from './SupplyChart.tsx'
import { formatMillions, headline, lockedOf, titleOf } from './supply.ts'

/** Who gets which SOGNI, and when. */
export function VestingScreen() {
  const vesting = useQuery(vestingOptions(useServices()))
  const { owner } = useOwner()
  if (vesting.data === undefined) {
    if (vesting.error === null) return <VestingSkeleton />
    return (
      <Screen title="Vesting">
        <ErrorNote
          error={vesting.error}
          title="The vesting vaults could not be read."
          onRetry={() => vesting.refetch()}
        />
      </Screen>
    )
  }
  const { groups } = vesting.data
  if (groups.length === 0) {
    return (
      <Screen title={headline(vesting.data)}>
        <Empty title="No group has a vault">This network was built without vesting.</Empty>
      </Screen>
    )
  }
  const mine = groups.filter(({ beneficiary }) => owner && isAddressEqual(beneficiary, owner.address))
  return (
    <Screen title={headline(vesting.data)}>
      <div className="flex flex-col gap-12">
        {mine.length > 0 && (
          <Section title="Yours" note="What is free is sent to your account; anyone may have it sent.">
            <div className="grid gap-5 md:grid-cols-2">
              {mine.map((group) => (
                <Mine key={group.vault} group={group} />
              ))}
            </div>
          </Section>
        )}
        <SupplyChart vesting={vesting.data} />
        <Section
          title="Groups"
          note="Free is what the schedule has freed, whoever holds it; the rest lies in the vault."
        >
          <GroupTable vesting={vesting.data} />
        </Section>
        <Section title="How this is computed">
          <p className="max-w-2xl text-soft">
            Amounts and schedules are read from the vaults on chain; nobody can change them. A group’s first
            part was sent when the token was made. After its lock-up the rest becomes free evenly, each second
            or at the end of each month. The chart applies the same schedules to the next five years.
          </p>
        </Section>
      </div>
    </Screen>
  )
}

function Mine({ group }: { group: VestingGroupState }) {
  return (
    <div className="paper p-5" data-vault={group.vault}>
      <p className="font-medium">{titleOf(group.name)}</p>
      <Bill className="mt-3 mb-4">
        <BillRow label="Paid out">{formatMillions(group.released)}</BillRow>
        <BillRow label="Locked">{formatMillions(lockedOf(group))}</BillRow>
      </Bill>
      <ReleaseButton group={group} />
    </div>
  )
}

function VestingSkeleton() {
  return (
    <Screen title={<Skeleton className="h-12 w-full max-w-xl" />}>
      <Loading what="the vesting vaults">
        <Skeleton className="h-64 w-full" />
        <Skeleton className="mt-12 h-64 w-full" />
      </Loading>
    </Screen>
  )
}
