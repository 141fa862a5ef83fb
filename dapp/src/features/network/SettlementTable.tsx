import type { SettlementView } from '@supernet/sdk/schema'
import { Link } from 'react-router'
import { formatAgo } from '../../lib/time.ts'
import { useNow } from '../../lib/useNow.ts'
import { shorten } from '../../ui/Code.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { State, type Tone } from '../../ui/State.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

const TONE: Record<SettlementView['state'], Tone> = {
  assembling: 'plain',
  submitted: 'busy',
  settled: 'good',
  final: 'good',
}

export function SettlementTable({ settlements }: { settlements: readonly SettlementView[] }) {
  const now = useNow()
  if (settlements.length === 0) {
    return (
      <Empty title="Nothing has been settled yet">
        A batch goes to the chain a few seconds after the first pictures are delivered. Render one to see it
        here.
      </Empty>
    )
  }
  const columns: Column<SettlementView>[] = [
    { key: 'at', label: 'When', cell: (batch) => formatAgo(batch.createdAt, now) },
    { key: 'state', label: 'State', cell: (batch) => <State tone={TONE[batch.state]}>{batch.state}</State> },
    {
      key: 'lines',
      label: 'Lines',
      numeric: true,
      sort: (batch) => batch.lines,
      cell: (batch) => batch.lines,
    },
    { key: 'applied', label: 'Applied', numeric: true, wide: true, cell: (batch) => batch.applied ?? '' },
    { key: 'skipped', label: 'Left out', numeric: true, wide: true, cell: (batch) => batch.skipped ?? '' },
    {
      key: 'gas',
      label: 'Gas a line',
      numeric: true,
      wide: true,
      sort: gasPerLine,
      cell: (batch) => (gasPerLine(batch) === 0 ? '' : gasPerLine(batch).toLocaleString('en')),
    },
    {
      key: 'tx',
      label: 'Transaction',
      numeric: true,
      cell: ({ tx }) =>
        tx === undefined ? (
          <span className="text-soft">not sent yet</span>
        ) : (
          <Link to={`/tx/${tx}`} className="font-mono text-13 underline underline-offset-4">
            {shorten(tx)}
          </Link>
        ),
    },
  ]
  return (
    <Table caption="Settlement batches" columns={columns} rows={settlements} rowKey={(batch) => batch.id} />
  )
}

function gasPerLine({ gasUsed, applied }: SettlementView): number {
  return gasUsed === undefined || !applied ? 0 : Math.round(gasUsed / applied)
}
