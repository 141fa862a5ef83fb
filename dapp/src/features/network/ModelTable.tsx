import type { ModelView } from '@supernet/sdk/schema'
import { Code } from '../../ui/Code.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { State } from '../../ui/State.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

const columns: Column<ModelView>[] = [
  {
    key: 'model',
    label: 'Model',
    cell: (model) => (
      <span className="inline-flex items-baseline gap-2">
        <Mark id={model.contentRoot} />
        {model.manifest?.name ?? `Model ${model.id}`}
      </span>
    ),
  },
  {
    key: 'draws',
    label: 'What it draws',
    wide: true,
    cell: (model) => model.manifest?.draws ?? 'Not served yet',
  },
  {
    key: 'listed',
    label: 'Orders',
    cell: (model) => (model.listed ? <State tone="good">open</State> : <State tone="plain">closed</State>),
  },
  {
    key: 'workers',
    label: 'Workers',
    numeric: true,
    sort: (model) => model.workers,
    cell: (model) => model.workers,
  },
  { key: 'royalty', label: 'Royalty', numeric: true, cell: (model) => `${model.royaltyBps / 100} %` },
  {
    key: 'account',
    label: 'Its account',
    numeric: true,
    wide: true,
    cell: (model) => <Code value={model.account} label="Account of the model" />,
  },
]

export function ModelTable({ models }: { models: readonly ModelView[] }) {
  if (models.length === 0) {
    return (
      <Empty title="No model is registered yet">
        A model is listed here once its files are hashed on the chain and a worker serves them.
      </Empty>
    )
  }
  return <Table caption="Models" columns={columns} rows={models} rowKey={(model) => String(model.id)} />
}
