import { circulatingByMonth, circulatingPart, VESTING_TITLES } from '@supernet/sdk/protocol'
import type { Vesting, VestingGroupState } from '../../queries/vesting.ts'

const WEI_PER_MILLION = 10n ** 24n

const titles: Readonly<Record<string, string>> = VESTING_TITLES

/** What people call a group; one that was named otherwise keeps its own name. */
export const titleOf = (name: string): string => titles[name] ?? name

/** Wei as millions of SOGNI, for charts and tables: the third decimal does not matter there. */
export const millionsOf = (wei: bigint): number => Number((wei * 1_000n) / WEI_PER_MILLION) / 1_000

export const formatMillions = (wei: bigint): string =>
  `${millionsOf(wei).toLocaleString('en', { maximumFractionDigits: 1 })} M SOGNI`

/** What is held back: neither free nor paid out. */
export const lockedOf = ({ vesting, released, releasable }: VestingGroupState): bigint => {
  const locked = vesting - released - releasable
  return locked < 0n ? 0n : locked
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)

/** The screen's question: how much of all SOGNI is free? */
export function headline({ tgeAt, chainTime, groups }: Vesting): string {
  const since = BigInt(chainTime - tgeAt)
  const all = sum(groups.map(({ tge, vesting }) => tge + vesting))
  if (all === 0n) return 'Nothing vests here.'
  const free = sum(groups.map((group) => circulatingPart(group, since)))
  const percent = Number((free * 1_000n) / all) / 10
  return `${percent.toLocaleString('en')} % of all SOGNI is free.`
}

export interface Supply {
  readonly title: string
  readonly months: ReturnType<typeof circulatingByMonth>
  readonly series: readonly { readonly label: string; readonly values: readonly number[] }[]
}

/** Five years by month, drawn from the schedules of the chain. */
export function supplyOf({ groups }: Vesting): Supply {
  const months = circulatingByMonth(groups)
  const all = sum(groups.map(({ tge, vesting }) => tge + vesting))
  const half = months.find(({ total }) => total * 2n >= all)
  const title =
    half === undefined
      ? 'Less than half of all SOGNI is free within five years.'
      : `Half of all SOGNI is free ${half.month} months after the event.`
  const series = groups.map(({ name }, index) => ({
    label: titleOf(name),
    values: months.map(({ parts }) => millionsOf(parts[index] ?? 0n)),
  }))
  return { title, months, series }
}
