/** What users get for their stake, as `StakeBenefits` counts it. */

export type StakeLevel = {
  /** Active, cooling and LP stake that it needs, in wei of SOGNI. */
  readonly minStake: bigint
  /** Off the price of a render. */
  readonly discountBps: number
  readonly priority: number
  readonly parallel: number
  readonly freeFast: boolean
}

/** The level that a stake reaches: the last one it is enough for. Undefined only where there are no levels. */
export const levelAt = <Level extends Pick<StakeLevel, 'minStake'>>(
  levels: readonly Level[],
  stake: bigint,
): Level | undefined => levels.findLast(({ minStake }, index) => index === 0 || minStake <= stake)

/** A user's discount by level and tier: never more than the least that the treasury takes. */
export function userDiscountBps(levelBps: bigint, tierBps: bigint, floorBps: bigint): bigint {
  return levelBps + tierBps < floorBps ? levelBps + tierBps : floorBps
}

export type CountedStake = {
  readonly active: bigint
  readonly cooling: bigint
  readonly lpUnits: bigint
  readonly lpCooling: bigint
}

/** What discounts, priority and tiers count. */
export const benefitStake = ({ active, cooling, lpUnits, lpCooling }: CountedStake): bigint =>
  active + cooling + lpUnits + lpCooling
