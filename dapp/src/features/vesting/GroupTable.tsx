import { circulatingPart } from '@supernet/sdk/protocol'
import type { Vesting, VestingGroupState } from '../../queries/vesting.ts'
import { Code } from '../../ui/Code.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { formatMillions, lockedOf, millionsOf, titleOf } from './supply.ts'

/** Every group: what is free, what was paid out, what waits, what is locked. */
export function GroupTable({ vesting: { tgeAt, chainTime, groups } }: { vesting: Vesting }) {
  const since = BigInt(chainTime - tgeAt)
  const amount = (
    key: string,
    label: string,
    of: (group: VestingGroupState) => bigint,
    wide = false,
  ): Column<VestingGroupState> => ({
    key,
    label,
    numeric: true,
    wide,
    sort: (group) => millionsOf(of(group)),
    cell: (group) => (
      <span className="whitespace-nowrap" title={`${of(group)} wei`}>
        {formatMillions(of(group))}
      </span>
    ),
  })
  const columns: Column<VestingGroupState>[] = [
    { key: 'name', label: 'Group', cell: ({ name }) => titleOf(name), sort: ({ name }) => titleOf(name) },
    amount('all', 'In all', ({ tge, vesting }) => tge + vesting, true),
    amount('free', 'Free', (group) => circulatingPart(group, since)),
    amount('released', 'Paid out of its vault', ({ released }) => released, true),
    amount('releasable', 'To be released', ({ releasable }) => releasable, true),
    amount('locked', 'Locked', lockedOf),
    {
      key: 'vault',
      label: 'Vault',
      numeric: true,
      wide: true,
      cell: ({ vault }) => <Code value={vault} label="Vault" />,
    },
  ]
  return <Table caption="Vesting groups" columns={columns} rows={groups} rowKey={({ vault }) => vault} />
}
