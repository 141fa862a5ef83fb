import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { isRenderable, modelsOptions } from '../../queries/models.ts'
import { quoteOptions } from '../../queries/quote.ts'
import { settlementsOptions } from '../../queries/settlements.ts'
import { statusOptions } from '../../queries/status.ts'
import { workersOptions } from '../../queries/workers.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { headline } from './headline.ts'
import { ModelTable } from './ModelTable.tsx'
import { referenceOrder } from './referenceOrder.ts'
import { SettlementChart } from './SettlementChart.tsx'
import { SettlementTable } from './SettlementTable.tsx'
import { StatusLine } from './StatusLine.tsx'
import { WorkerTable } from './WorkerTable.tsx'

export function NetworkScreen() {
  const services = useServices()
  const workers = useQuery(workersOptions(services))
  const models = useQuery(modelsOptions(services))
  const settlements = useQuery(settlementsOptions(services))
  const status = useQuery(statusOptions(services))
  const first = models.data?.find(isRenderable)
  const reference = useQuery(quoteOptions(services, first && referenceOrder(first)))

  const failed = workers.error ?? models.error ?? settlements.error ?? status.error
  if (failed !== null && (workers.data === undefined || settlements.data === undefined)) {
    const retry = () => Promise.all([workers, models, settlements, status].map((query) => query.refetch()))
    return (
      <Screen title="Network">
        <ErrorNote error={failed} title="The state of the network could not be read." onRetry={retry} />
      </Screen>
    )
  }
  if (!workers.data || !models.data || !settlements.data || !status.data) {
    return (
      <Screen title={<Skeleton className="h-12 w-full max-w-xl" />}>
        <Loading what="the network">
          <Skeleton className="h-40 w-full" />
          <Skeleton className="mt-12 h-64 w-full" />
        </Loading>
      </Screen>
    )
  }
  return (
    <Screen title={headline(workers.data, reference.data?.quote.etaSeconds)}>
      <div className="flex flex-col gap-12">
        <StatusLine status={status.data} />
        <Section
          title="Workers"
          note="Counters are read from the chain: each line was signed by a user and a worker."
        >
          <WorkerTable workers={workers.data} models={models.data} />
        </Section>
        <Section title="Models">
          <ModelTable models={models.data} />
        </Section>
        <Section
          title="Settlements"
          note="Workers and users sign the same lines; anyone may send a batch of them to the ledger."
        >
          <SettlementChart settlements={settlements.data} />
          <SettlementTable settlements={settlements.data} />
        </Section>
        <Section title="How this is computed">
          <p className="max-w-2xl text-soft">
            Who is awake and what is queued is what the relayer sees at this moment. Jobs, failures, ratings
            and money are rows of the ledger, rebuilt from its events up to block{' '}
            {status.data.indexedBlock.toLocaleString('en')}. The time of a picture is the relayer’s estimate
            for one picture with the model’s own defaults. The same answers as JSON:{' '}
            {['workers', 'models', 'settlements', 'status'].map((name, index) => (
              <span key={name}>
                {index > 0 && ', '}
                <a className="underline underline-offset-4" href={`/v1/${name}`}>
                  {name}
                </a>
              </span>
            ))}
            .
          </p>
        </Section>
      </div>
    </Screen>
  )
}
