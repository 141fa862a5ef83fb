import { Amount } from '../../ui/Amount.tsx'
import { Code } from '../../ui/Code.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import type { PaidLine } from './splitOf.ts'

const RATING: Record<number, string> = { 1: 'disliked', 2: 'liked' }

const columns: Column<PaidLine>[] = [
  { key: 'payer', label: 'Paid by', cell: ({ line }) => <Code value={line.session} label="Render key" /> },
  { key: 'number', label: 'Number', numeric: true, wide: true, cell: ({ line }) => line.seq },
  { key: 'operator', label: 'Drawn by', cell: ({ line }) => <Code value={line.operator} label="Operator" /> },
  { key: 'model', label: 'Model', numeric: true, wide: true, cell: ({ line }) => line.model },
  { key: 'images', label: 'Pictures', numeric: true, cell: ({ line }) => line.images },
  { key: 'steps', label: 'Steps', numeric: true, wide: true, cell: ({ line }) => line.steps },
  { key: 'rating', label: 'Rating', wide: true, cell: ({ line }) => RATING[line.rating] ?? 'none' },
  {
    key: 'debit',
    label: 'Debited',
    numeric: true,
    cell: ({ split, currency }) => (
      <Amount value={split.debit} unit={currency === 'sogni' ? 'sogni' : 'spark'} />
    ),
  },
]

export function LineTable({ lines }: { lines: readonly PaidLine[] }) {
  return (
    <Table
      caption="Settled lines"
      columns={columns}
      rows={lines}
      rowKey={({ line }) => `${line.session}-${line.seq}`}
    />
  )
}
