import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { formatAmount } from '../../lib/amounts.ts'
import { useDevice } from '../../lib/device/device.ts'
import { deploymentOf, useServices } from '../../lib/services.ts'
import { jobsOptions } from '../../queries/device.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { DayBill } from './DayBill.tsx'
import { daysOf, type Filter, isFilter, passes, type SlipView, slipOf } from './slips.ts'

const NAMES: Record<Filter, string> = {
  all: 'All',
  live: 'Live',
  unsettled: 'Not settled yet',
  settled: 'Settled',
}

/** Every render of this device as a bill, by day. The filter is in the address. */
export function LedgerScreen() {
  const { network } = useServices()
  const jobs = useQuery(jobsOptions(useDevice()))
  const [params, setParams] = useSearchParams()
  const asked = params.get('show')
  const filter: Filter = isFilter(asked) ? asked : 'all'

  if (jobs.error !== null) {
    return (
      <Screen title="Ledger">
        <ErrorNote
          error={jobs.error}
          title="The slips of this device could not be read."
          onRetry={() => jobs.refetch()}
        />
      </Screen>
    )
  }
  if (jobs.data === undefined) {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the ledger">
          <Skeleton className="h-56 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  const deployment = deploymentOf(network)
  const slips = jobs.data.filter((row) => row.deployment === deployment).map(({ record }) => slipOf(record))
  if (slips.length === 0) {
    return (
      <Screen title="No bill yet.">
        <Empty
          title="Each render leaves a slip here"
          action={
            <Link to="/" className="underline underline-offset-4">
              Render something
            </Link>
          }
        >
          It says what was reserved, what was charged, who drew it, and in which transaction it was paid.
        </Empty>
      </Screen>
    )
  }
  const shown = slips.filter((slip) => passes(slip, filter))
  return (
    <Screen title={headline(slips)}>
      <div className="mb-8">
        <Choice
          label="Show"
          value={filter}
          onChange={(next) => setParams(next === 'all' ? {} : { show: next }, { replace: true })}
          options={(Object.keys(NAMES) as Filter[]).map((value) => ({ value, label: NAMES[value] }))}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title="No slip is in this state">
          Choose another state above to see the {slips.length} others.
        </Empty>
      ) : (
        daysOf(shown).map((day) => <DayBill key={day.key} day={day} />)
      )}
    </Screen>
  )
}

/** The one question answered: what has it cost. */
function headline(slips: readonly SlipView[]): string {
  const pictures = slips.reduce((sum, { delivered }) => sum + delivered, 0)
  const totals = (['spark', 'sogni'] as const).flatMap((unit) => {
    const total = slips
      .filter(({ money }) => money.unit === unit)
      .reduce((sum, { money }) => sum + money.charged, 0n)
    return total === 0n ? [] : [formatAmount(total, unit)]
  })
  const what = pictures === 1 ? 'One picture' : `${pictures.toLocaleString('en')} pictures`
  return totals.length === 0 ? `${what}, nothing charged.` : `${what} for ${totals.join(' and ')}.`
}
