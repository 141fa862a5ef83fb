import { useMemo } from 'react'
import type { Vesting } from '../../queries/vesting.ts'
import { StackChart } from '../../ui/StackChart.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { formatMillions, supplyOf, titleOf } from './supply.ts'

type Month = ReturnType<typeof supplyOf>['months'][number]

const monthOf = (tgeAt: number) =>
  new Date(tgeAt * 1_000).toLocaleDateString('en-GB', { month: 'short', year: 'numeric' })

/** Free SOGNI by group over five years, from the schedules on chain. */
export function SupplyChart({ vesting }: { vesting: Vesting }) {
  const { title, months, series } = useMemo(() => supplyOf(vesting), [vesting])
  const columns: Column<Month>[] = [
    { key: 'month', label: 'Month', cell: ({ month }) => month },
    ...vesting.groups.map(
      ({ name, vault }, index): Column<Month> => ({
        key: vault,
        label: titleOf(name),
        numeric: true,
        wide: true,
        cell: ({ parts }) => formatMillions(parts[index] ?? 0n),
      }),
    ),
    { key: 'total', label: 'All', numeric: true, cell: ({ total }) => formatMillions(total) },
  ]
  return (
    <StackChart
      title={title}
      series={series}
      ends={[`The event, ${monthOf(vesting.tgeAt)}`, 'Five years later']}
      top={formatMillions(months.at(-1)?.total ?? 0n)}
      data={
        <Table
          caption="Free SOGNI by half-year"
          columns={columns}
          rows={months.filter(({ month }) => month % 6 === 0)}
          rowKey={({ month }) => String(month)}
        />
      }
    />
  )
}
