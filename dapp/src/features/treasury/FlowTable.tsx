import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import type { FlowSide, FlowView } from '@supernet/sdk/schema'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { sogniOfWei } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { flowsOptions } from '../../queries/treasury.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Code, shorten } from '../../ui/Code.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { FLOW_WORDS, formatMoney } from './words.ts'

const SIDES = [
  { value: 'all', label: 'All' },
  { value: 'in', label: 'In' },
  { value: 'out', label: 'Out' },
  { value: 'inside', label: 'Between its purses' },
  { value: 'spark', label: 'Spark' },
] as const satisfies readonly { value: FlowSide | 'all'; label: string }[]

const columns: Column<FlowView>[] = [
  { key: 'at', label: 'When', wide: true, cell: ({ at }) => formatDate(at) },
  {
    key: 'kind',
    label: 'What',
    cell: (flow) => (
      <>
        {FLOW_WORDS[flow.kind]}
        <span className="mt-0.5 block text-13 text-soft lg:hidden">
          {formatDate(flow.at)}
          <Counter flow={flow} before=", for " />
        </span>
      </>
    ),
  },
  {
    key: 'amount',
    label: 'Amount',
    numeric: true,
    cell: ({ amount, token, asset }) => (
      <span title={asset} className="whitespace-nowrap">
        {formatMoney(amount, token)}
      </span>
    ),
  },
  { key: 'for', label: 'For', numeric: true, wide: true, cell: (flow) => <Counter flow={flow} /> },
  {
    key: 'party',
    label: 'Whose',
    wide: true,
    cell: ({ party }) => party && <Code value={party} label="Account" />,
  },
  {
    key: 'tx',
    label: 'Transaction',
    numeric: true,
    cell: ({ tx }) => (
      <Link to={`/tx/${tx}`} className="font-mono text-13 underline underline-offset-4">
        {shorten(tx)}
      </Link>
    ),
  },
]

/** What moved the other way in the same event. */
function Counter({ flow: { spark, sogni }, before }: { flow: FlowView; before?: string }) {
  if (spark === 0n && sogni === 0n) return null
  return (
    <>
      {before}
      {spark > 0n ? (
        <Amount value={spark / SPARK_UNIT_WEI} unit="spark" />
      ) : (
        <Amount value={sogniOfWei(sogni)} unit="sogni" />
      )}
    </>
  )
}

/** Every event that moved money, the newest first. */
export function FlowTable() {
  const [side, setSide] = useState<FlowSide | 'all'>('all')
  const pages = useInfiniteQuery(flowsOptions(useServices(), side === 'all' ? undefined : side))
  const flows = pages.data?.pages.flatMap((page) => page.flows)
  return (
    <div className="flex flex-col gap-4">
      <Choice label="Which" value={side} onChange={setSide} options={SIDES} />
      {flows === undefined && pages.error === null && (
        <Loading what="the flows">
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
      {pages.error !== null && (
        <ErrorNote
          error={pages.error}
          title="The flows could not be read."
          onRetry={() => (flows === undefined ? pages.refetch() : pages.fetchNextPage())}
        />
      )}
      {flows?.length === 0 && (
        <Empty title="Nothing has moved yet">
          Each sale of Spark, each part of a render that the treasury keeps, and each payment out appears here
          with its transaction.
        </Empty>
      )}
      {flows !== undefined && flows.length > 0 && (
        <Table caption="Flows of the treasury" columns={columns} rows={flows} rowKey={({ id }) => id} />
      )}
      {pages.hasNextPage && (
        <Button
          className="self-start"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? 'Reading older ones' : 'Older ones'}
        </Button>
      )}
    </div>
  )
}
