import { describe, expect, it } from 'vitest'
import { benefitStake, levelAt, userDiscountBps } from './stakeLevels.ts'

const levels = [0n, 1_000n, 10_000n].map((minStake, level) => ({ minStake, level }))

describe('levels', () => {
  it.each([
    [0n, 0],
    [999n, 0],
    [1_000n, 1],
    [9_999n, 1],
    [10_000n, 2],
    [1_000_000n, 2],
  ])('a stake of %s reaches level %s', (stake, level) => expect(levelAt(levels, stake)?.level).toBe(level))

  it('are none where there are none', () => expect(levelAt([], 1n)).toBeUndefined())

  it('and tier together never give more than the floor of the take', () => {
    expect(userDiscountBps(500n, 750n, 2_000n)).toBe(1_250n)
    expect(userDiscountBps(1_500n, 750n, 2_000n)).toBe(2_000n)
  })

  it('count stake that cools down, and that of LP tokens', () =>
    expect(benefitStake({ active: 1n, cooling: 2n, lpUnits: 4n, lpCooling: 8n })).toBe(15n))
})
