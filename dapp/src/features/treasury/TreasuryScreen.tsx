import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useServices } from '../../lib/services.ts'
import { useNow } from '../../lib/useNow.ts'
import { treasuryOptions, treasuryStateOptions } from '../../queries/treasury.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { Buybacks } from './Buybacks.tsx'
import { FlowTable } from './FlowTable.tsx'
import { Liabilities } from './Liabilities.tsx'
import { LimitTable } from './LimitTable.tsx'
import { Reserves } from './Reserves.tsx'
import { SparkChart } from './SparkChart.tsx'
import { headline } from './words.ts'

const DAY = 86_400

/** What the treasury holds, owes and moves. */
export function TreasuryScreen() {
  const services = useServices()
  const state = useQuery(treasuryStateOptions(services))
  const kept = useQuery(treasuryOptions(services))
  const today = Math.floor(useNow() / DAY)
  if (state.data === undefined || kept.data === undefined) {
    const failed = state.error ?? kept.error
    if (failed === null) return <TreasurySkeleton />
    return (
      <Screen title="Treasury">
        <ErrorNote
          error={failed}
          title="The treasury could not be read."
          onRetry={() => Promise.all([state.refetch(), kept.refetch()])}
        />
      </Screen>
    )
  }
  return (
    <Screen title={headline(state.data.solvency)}>
      <div className="flex flex-col gap-12">
        <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
          <Section title="What it holds">
            <Reserves state={state.data} />
          </Section>
          <Section title="What it owes">
            <Liabilities state={state.data} />
          </Section>
          <Section title="What it buys back">
            <Buybacks buyback={state.data.buyback} days={kept.data.days} today={today} />
          </Section>
        </div>
        <SparkChart days={kept.data.spark} today={today} />
        <Section
          title="What moved"
          note="Every event of the treasury and of what fills it, rebuilt from the chain."
        >
          <FlowTable />
        </Section>
        <Section title="Who may spend" note="Within a bucket, and only while the treasury stays solvent.">
          <LimitTable limits={kept.data.limits} />
        </Section>
        <Section title="How this is computed">
          <p className="max-w-2xl text-soft">
            Balances, prices and the rule of solvency are read from the contracts at this moment; flows and
            days are rows of the indexer, rebuilt from events. The same answers as JSON:{' '}
            <a className="underline underline-offset-4" href="/v1/treasury">
              treasury
            </a>
            ,{' '}
            <a className="underline underline-offset-4" href="/v1/treasury/flows">
              flows
            </a>
            . Who gets which SOGNI, and when, is in{' '}
            <Link className="underline underline-offset-4" to="/vesting">
              Vesting
            </Link>
            .
          </p>
        </Section>
      </div>
    </Screen>
  )
}

function TreasurySkeleton() {
  return (
    <Screen title={<Skeleton className="h-12 w-full max-w-xl" />}>
      <Loading what="the treasury">
        <div className="grid gap-12 lg:grid-cols-2">
          <Skeleton className="h-56 w-full" />
          <Skeleton className="h-56 w-full" />
        </div>
        <Skeleton className="mt-12 h-64 w-full" />
      </Loading>
    </Screen>
  )
}
