import type { Board, LeaderView } from '@supernet/sdk/schema'
import { Code } from '../../ui/Code.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { COUNT_LABEL, formatScore, SCORE_LABEL } from './words.ts'

interface LeaderTableProps {
  board: Board
  leaders: readonly LeaderView[]
  /** The account of the person, to find itself. */
  me: string | undefined
}

export function LeaderTable({ board, leaders, me }: LeaderTableProps) {
  const isWorker = board === 'fast' || board === 'relaxed'
  const columns: Column<LeaderView>[] = [
    { key: 'rank', label: 'Place', cell: ({ rank }) => rank },
    {
      key: 'who',
      label: isWorker ? 'Worker' : 'Account',
      cell: ({ id, owner }) => (
        <span className="inline-flex items-baseline gap-2">
          <Mark id={id} />
          <Code value={isWorker ? id : owner} label={isWorker ? 'Worker' : 'Account'} />
          {owner === me && <span className="text-13 text-soft">you</span>}
        </span>
      ),
    },
    ...(isWorker
      ? [
          {
            key: 'owner',
            label: 'Owner',
            wide: true,
            cell: ({ owner }: LeaderView) => <Code value={owner} label="Owner" />,
          },
        ]
      : []),
    {
      key: 'amount',
      label: SCORE_LABEL[board],
      numeric: true,
      cell: ({ amount }) => formatScore(board, amount),
    },
    {
      key: 'count',
      label: COUNT_LABEL[board],
      numeric: true,
      cell: ({ count }) => count.toLocaleString('en'),
    },
    ...(board === 'referral'
      ? []
      : [
          {
            key: 'images',
            label: 'Pictures',
            numeric: true,
            wide: true,
            cell: ({ images }: LeaderView) => images.toLocaleString('en'),
          },
        ]),
  ]
  return <Table caption="Places" columns={columns} rows={leaders} rowKey={({ id }) => id} />
}
