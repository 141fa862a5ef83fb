import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import type { SparkDay } from '@supernet/sdk/schema'
import { formatAmount } from '../../lib/amounts.ts'
import { Amount } from '../../ui/Amount.tsx'
import { StackChart } from '../../ui/StackChart.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { daily, formatDayNumber } from './daily.ts'

const columns: Column<SparkDay>[] = [
  { key: 'day', label: 'Day', cell: ({ day }) => formatDayNumber(day) },
  {
    key: 'out',
    label: 'Out at its end',
    numeric: true,
    cell: ({ outstanding }) => <Amount value={outstanding / SPARK_UNIT_WEI} unit="spark" />,
  },
]

const larger = (a: bigint, b: bigint) => (a < b ? b : a)

/** Purchased Spark that was out, day by day. */
export function SparkChart({ days, today }: { days: readonly SparkDay[]; today: number }) {
  const points = daily(days, today)
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || points.length < 2) return null
  const units = points.map(({ outstanding }) => outstanding / SPARK_UNIT_WEI)
  const most = units.reduce(larger)
  const change = (units.at(-1) ?? 0n) - (units[0] ?? 0n)
  const size = formatAmount(change < 0n ? -change : change, 'spark')
  const finding =
    change === 0n ? 'As much Spark is out as' : `${size} ${change > 0n ? 'more' : 'less'} is out than`
  return (
    <StackChart
      title={`${finding} on ${formatDayNumber(first.day)}.`}
      series={[{ label: 'Spark', values: units.map(Number) }]}
      ends={[formatDayNumber(first.day), formatDayNumber(last.day)]}
      top={`${formatAmount(most, 'spark')} at most`}
      tone="spark"
      data={
        <Table caption="Spark by day" columns={columns} rows={points} rowKey={({ day }) => String(day)} />
      }
    />
  )
}
