import type { StakeRules } from '@supernet/sdk/actions'
import { formatBps } from '../../lib/amounts.ts'
import { Section } from '../../ui/Screen.tsx'
import { Sogni } from '../../ui/Sogni.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

type Level = StakeRules['levels'][number]
type Point = StakeRules['curve'][number]

const levelColumns: Column<Level>[] = [
  { key: 'from', label: 'From', cell: ({ minStake }) => <Sogni wei={minStake} /> },
  {
    key: 'off',
    label: 'Off',
    numeric: true,
    cell: ({ discountBps }) => <span className="whitespace-nowrap">{formatBps(discountBps)}</span>,
  },
  { key: 'queue', label: 'Queue', numeric: true, cell: ({ priority }) => `+${priority}` },
  { key: 'parallel', label: 'At once', numeric: true, cell: ({ parallel }) => parallel },
  { key: 'fast', label: 'Fast when idle', wide: true, cell: ({ freeFast }) => (freeFast ? 'yes' : 'no') },
]

/** What stake gives to artists and to workers, as the DAO has set it. */
export function Rules({ rules }: { rules: StakeRules }) {
  const pointColumns: Column<Point>[] = [
    {
      key: 'bond',
      label: 'Bond',
      cell: ({ extraBps }) => <Sogni wei={rules.requirement + (rules.requirement * extraBps) / 10_000n} />,
    },
    {
      key: 'take',
      label: 'The treasury takes',
      numeric: true,
      cell: ({ discountBps }) => formatBps(rules.baseTakeBps - discountBps),
    },
  ]
  return (
    <div className="grid gap-x-12 gap-y-12 lg:grid-cols-2">
      <Section
        title="What stake gives to artists"
        note="By everything that is active or cools down, and by the SOGNI side of liquidity."
      >
        <Table
          caption="Levels of stakers"
          columns={levelColumns}
          rows={rules.levels}
          rowKey={(level) => level.minStake.toString()}
        />
      </Section>
      <Section
        title="What a bond gives to workers"
        note={`A straight line between two rows; with tier and Genesis pass never less than ${formatBps(rules.floorTakeBps)}.`}
      >
        <Table
          caption="Take by bond"
          columns={pointColumns}
          rows={rules.curve}
          rowKey={(point) => point.extraBps.toString()}
        />
      </Section>
    </div>
  )
}
