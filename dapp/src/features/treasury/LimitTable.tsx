import type { SpendLimitView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { formatSeconds } from '../../lib/time.ts'
import { spendableOptions } from '../../queries/treasury.ts'
import { Code } from '../../ui/Code.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { formatMoney } from './words.ts'

const columns: Column<SpendLimitView>[] = [
  { key: 'who', label: 'Manager', cell: ({ spender }) => <Code value={spender} label="Manager" /> },
  { key: 'now', label: 'Left now', numeric: true, cell: (limit) => <Left limit={limit} /> },
  {
    key: 'most',
    label: 'At most',
    numeric: true,
    cell: ({ capacity, token }) => formatMoney(capacity, token),
  },
  { key: 'window', label: 'Refilled over', numeric: true, cell: ({ window }) => formatSeconds(window) },
]

/** What each manager may spend without a vote. */
export function LimitTable({ limits }: { limits: readonly SpendLimitView[] }) {
  if (limits.length === 0) {
    return (
      <Empty title="Nobody may spend without a vote">
        The DAO can give a manager a bucket: so much of a token at once, refilled over time. None is set.
      </Empty>
    )
  }
  return (
    <Table
      caption="Spending buckets"
      columns={columns}
      rows={limits}
      rowKey={({ spender, asset }) => `${spender}-${asset}`}
    />
  )
}

function Left({ limit }: { limit: SpendLimitView }) {
  const left = useQuery(spendableOptions(useServices(), limit)).data
  return left === undefined ? '…' : formatMoney(left, limit.token)
}
