/** A mean month of the Gregorian calendar, in seconds. */
export const MONTH_SECONDS = 2_629_746n

/** The whole supply, in wei. */
export const SOGNI_SUPPLY = 10_000_000_000n * 10n ** 18n

export type VestingTerms = {
  /** Sent at the token generation event, in basis points of the allocation. */
  readonly tgeBps: bigint
  /** Nothing becomes free for this many months. */
  readonly lockMonths: bigint
  /** Then the rest does, over this many. */
  readonly months: bigint
  readonly granularity: 'second' | 'month'
}

/** The whitepaper's table. The public sale's two lock-ups are two groups. */
export const VESTING_GROUPS = {
  angel: { tgeBps: 0n, lockMonths: 6n, months: 18n, granularity: 'second' },
  preSeed: { tgeBps: 750n, lockMonths: 6n, months: 18n, granularity: 'second' },
  seed: { tgeBps: 500n, lockMonths: 3n, months: 18n, granularity: 'second' },
  publicYear: { tgeBps: 2_500n, lockMonths: 12n, months: 7n, granularity: 'second' },
  publicTwoMonths: { tgeBps: 2_500n, lockMonths: 2n, months: 7n, granularity: 'second' },
  marketMakers: { tgeBps: 1_000n, lockMonths: 0n, months: 6n, granularity: 'month' },
  team: { tgeBps: 0n, lockMonths: 6n, months: 24n, granularity: 'second' },
  creatorFund: { tgeBps: 0n, lockMonths: 0n, months: 36n, granularity: 'month' },
  reserve: { tgeBps: 500n, lockMonths: 0n, months: 60n, granularity: 'month' },
  gpuRewards: { tgeBps: 1_000n, lockMonths: 0n, months: 60n, granularity: 'second' },
} as const satisfies Record<string, VestingTerms>

export type VestingGroup = keyof typeof VESTING_GROUPS
export const VESTING_GROUP_NAMES = Object.keys(VESTING_GROUPS) as VestingGroup[]

/** What people call the groups. */
export const VESTING_TITLES: Readonly<Record<VestingGroup, string>> = {
  angel: 'Angel round',
  preSeed: 'Pre-seed round',
  seed: 'Seed round',
  publicYear: 'Public sale, one year',
  publicTwoMonths: 'Public sale, two months',
  marketMakers: 'Market makers and exchanges',
  team: 'Team and advisors',
  creatorFund: 'Creator fund',
  reserve: 'Sogni reserve',
  gpuRewards: 'GPU worker rewards',
}

/** Whose tokens count as the community's, and whose as the team's and the investors'. */
export const COMMUNITY_GROUPS: readonly VestingGroup[] = [
  'publicYear',
  'publicTwoMonths',
  'creatorFund',
  'reserve',
  'gpuRewards',
]
export const INSIDER_GROUPS: readonly VestingGroup[] = ['angel', 'preSeed', 'seed', 'team']

/** A schedule in seconds, as a vault holds it. */
export type VestingSchedule = { readonly lock: bigint; readonly duration: bigint; readonly step: bigint }

export const scheduleOf = ({ lockMonths, months, granularity }: VestingTerms): VestingSchedule => ({
  lock: lockMonths * MONTH_SECONDS,
  duration: months * MONTH_SECONDS,
  step: granularity === 'second' ? 1n : MONTH_SECONDS,
})

/** An allocation in two parts; what the division leaves over vests. */
export function splitAllocation(
  allocation: bigint,
  { tgeBps }: VestingTerms,
): { tge: bigint; vesting: bigint } {
  const tge = (allocation * tgeBps) / 10_000n
  return { tge, vesting: allocation - tge }
}

/** What of `amount` is free `sinceTge` seconds after the token generation event; rounded down. */
export function vestedAmount(
  amount: bigint,
  { lock, duration, step }: VestingSchedule,
  sinceTge: bigint,
): bigint {
  const elapsed = sinceTge - lock
  if (elapsed < 0n) return 0n
  if (elapsed >= duration) return amount
  return (amount * ((elapsed / step) * step)) / duration
}

/** A group's parts and its schedule, as the chain has them. */
export type VestingPart = VestingSchedule & { readonly tge: bigint; readonly vesting: bigint }

/** What of a group circulates `sinceTge` seconds after the event, whoever holds it. */
export const circulatingPart = ({ tge, vesting, ...schedule }: VestingPart, sinceTge: bigint): bigint =>
  sinceTge < 0n ? 0n : tge + vestedAmount(vesting, schedule, sinceTge)

/** What of a group's allocation circulates, whoever holds it. */
export const circulatingOf = (allocation: bigint, terms: VestingTerms, sinceTge: bigint): bigint =>
  circulatingPart({ ...splitAllocation(allocation, terms), ...scheduleOf(terms) }, sinceTge)

/** Circulating supply of groups at every month from the event on, in their order. */
export const circulatingByMonth = (
  parts: readonly VestingPart[],
  months = 60,
): { readonly month: number; readonly parts: readonly bigint[]; readonly total: bigint }[] =>
  Array.from({ length: months + 1 }, (_, month) => {
    const at = parts.map((part) => circulatingPart(part, BigInt(month) * MONTH_SECONDS))
    return { month, parts: at, total: at.reduce((sum, amount) => sum + amount, 0n) }
  })

export type SupplyPoint = {
  readonly month: number
  readonly groups: Readonly<Record<VestingGroup, bigint>>
  readonly total: bigint
}

/** Circulating supply by group at every month from the event on: what charts and tables are drawn from. */
export function circulatingSupply(
  allocations: Readonly<Record<VestingGroup, bigint>>,
  months = 60,
): SupplyPoint[] {
  const parts = VESTING_GROUP_NAMES.map((name) => ({
    ...splitAllocation(allocations[name], VESTING_GROUPS[name]),
    ...scheduleOf(VESTING_GROUPS[name]),
  }))
  return circulatingByMonth(parts, months).map(({ month, parts: at, total }) => {
    const named = VESTING_GROUP_NAMES.map((name, index) => [name, at[index] ?? 0n])
    return { month, groups: Object.fromEntries(named) as Record<VestingGroup, bigint>, total }
  })
}
