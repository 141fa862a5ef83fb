import type { ModelView, WorkerView } from '@supernet/sdk/schema'
import { formatAgo, formatSeconds } from '../../lib/time.ts'
import { useNow } from '../../lib/useNow.ts'
import { Code } from '../../ui/Code.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { State } from '../../ui/State.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { approval } from './headline.ts'

const NONE = <span className="text-soft">none yet</span>

export function WorkerTable({
  workers,
  models,
}: {
  workers: readonly WorkerView[]
  models: readonly ModelView[]
}) {
  const now = useNow()
  if (workers.length === 0) {
    return (
      <Empty title="No worker has registered yet">
        A worker is any machine that serves a model and signs what it renders. It appears here with its first
        hello.
      </Empty>
    )
  }
  const nameOf = (id: number) => models.find((model) => model.id === id)?.manifest?.name ?? `Model ${id}`
  const columns: Column<WorkerView>[] = [
    {
      key: 'worker',
      label: 'Worker',
      cell: (worker) => (
        <span className="inline-flex items-baseline gap-2">
          <Mark id={worker.workerId} />
          <Code value={worker.operator} label="Operator" />
        </span>
      ),
    },
    {
      key: 'state',
      label: 'Now',
      sort: (worker) => Number(worker.online),
      cell: (worker) =>
        worker.online ? (
          <State tone={worker.load > 0 ? 'busy' : 'good'}>{worker.load > 0 ? 'rendering' : 'awake'}</State>
        ) : (
          <State tone="plain">
            {worker.lastSeen === undefined ? 'asleep' : `seen ${formatAgo(worker.lastSeen, now)}`}
          </State>
        ),
    },
    { key: 'speed', label: 'Speed', cell: (worker) => (worker.fast ? 'Fast' : 'Relaxed') },
    {
      key: 'models',
      label: 'Draws',
      wide: true,
      cell: (worker) => worker.models.map(nameOf).join(', ') || NONE,
    },
    {
      key: 'jobs',
      label: 'Jobs',
      numeric: true,
      sort: (worker) => worker.jobs,
      cell: (worker) => worker.jobs.toLocaleString('en'),
    },
    {
      key: 'failures',
      label: 'Failures',
      numeric: true,
      wide: true,
      sort: (worker) => worker.failures,
      cell: (worker) => worker.failures.toLocaleString('en'),
    },
    {
      key: 'liked',
      label: 'Liked',
      numeric: true,
      wide: true,
      sort: (worker) => approval(worker) ?? -1,
      cell: (worker) => {
        const share = approval(worker)
        return share === undefined ? NONE : `${Math.round(share * 100)} % of ${worker.rated}`
      },
    },
    {
      key: 'work',
      label: 'Work done',
      numeric: true,
      wide: true,
      sort: (worker) => worker.baseMs,
      cell: (worker) => formatSeconds(worker.baseMs / 1_000),
    },
  ]
  return <Table caption="Workers" columns={columns} rows={workers} rowKey={(worker) => worker.operator} />
}
