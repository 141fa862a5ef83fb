import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  circulatingByMonth,
  circulatingOf,
  circulatingSupply,
  MONTH_SECONDS,
  SOGNI_SUPPLY,
  scheduleOf,
  splitAllocation,
  VESTING_GROUP_NAMES,
  VESTING_GROUPS,
  type VestingGroup,
  vestedAmount,
} from './vesting.ts'

const { vectors } = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/vesting.json', import.meta.url), 'utf8'),
) as { vectors: Record<'amount' | 'lock' | 'duration' | 'step' | 'elapsed' | 'vested', string>[] }

const equal = Object.fromEntries(
  VESTING_GROUP_NAMES.map((name) => [name, SOGNI_SUPPLY / BigInt(VESTING_GROUP_NAMES.length)]),
) as Record<VestingGroup, bigint>

describe('vesting', () => {
  it.each(vectors)('$elapsed s of $lock + $duration in steps of $step', (vector) => {
    const schedule = {
      lock: BigInt(vector.lock),
      duration: BigInt(vector.duration),
      step: BigInt(vector.step),
    }
    expect(vestedAmount(BigInt(vector.amount), schedule, BigInt(vector.elapsed))).toBe(BigInt(vector.vested))
  })

  it('leaves nothing of an allocation out', () => {
    for (const allocation of [1n, 3n, 9_999n, 12_345_678_901_234_567_891n]) {
      const { tge, vesting } = splitAllocation(allocation, VESTING_GROUPS.preSeed)
      expect(tge + vesting).toBe(allocation)
    }
  })

  it('frees what the table says', () => {
    const million = 10n ** 24n
    const at = (name: VestingGroup, months: bigint) =>
      circulatingOf(million, VESTING_GROUPS[name], months * MONTH_SECONDS)
    expect(circulatingOf(million, VESTING_GROUPS.gpuRewards, -1n)).toBe(0n)
    expect(at('publicYear', 0n)).toBe(million / 4n)
    expect(at('publicYear', 12n)).toBe(million / 4n)
    expect(at('publicYear', 19n)).toBe(million)
    expect(at('publicTwoMonths', 9n)).toBe(million)
    expect(at('team', 18n)).toBe(million / 2n)
    expect(at('creatorFund', 18n)).toBe(million / 2n)
  })

  it('never falls, and ends with the whole supply', () => {
    const points = circulatingSupply(equal)
    expect(points).toHaveLength(61)
    expect(points.at(-1)?.total).toBe(SOGNI_SUPPLY)
    for (const [index, { total }] of points.entries())
      expect(total).toBeGreaterThanOrEqual(points[index - 1]?.total ?? 0n)
  })
})

it('draws the same from the schedules of the chain as from the table', () => {
  const parts = VESTING_GROUP_NAMES.map((name) => ({
    ...splitAllocation(equal[name], VESTING_GROUPS[name]),
    ...scheduleOf(VESTING_GROUPS[name]),
  }))
  const table = circulatingSupply(equal)
  for (const [index, { parts: at, total }] of circulatingByMonth(parts).entries()) {
    expect(total).toBe(table[index]?.total)
    expect(at).toEqual(Object.values(table[index]?.groups ?? {}))
  }
})
