import { describe, expect, it } from 'vitest'
import { judgeBudget } from './sponsorBudget.ts'

describe('the budget of a day', () => {
  const limits = {
    accountWei: 100n,
    clientWei: 500n,
    totalWei: 1_000n,
    operations: 5,
    creationsOfClient: 1,
    creations: 3,
  }
  const nothing = {
    accountWei: 0n,
    clientWei: 0n,
    totalWei: 0n,
    operations: 0,
    creationsOfClient: 0,
    creations: 0,
  }
  const wish = { costWei: 100n, creates: false }

  it('reaches to its last wei', () => {
    expect(judgeBudget(nothing, wish, limits)).toBeUndefined()
    expect(judgeBudget(nothing, { costWei: 1n, creates: true }, limits)).toBeUndefined()
  })

  it('does not reach beyond', () => {
    const throttled = (use: Partial<typeof nothing>, creates = false) =>
      judgeBudget({ ...nothing, ...use }, { ...wish, creates }, limits)
    expect(throttled({ accountWei: 1n })?.message).toContain("account's budget")
    expect(throttled({ clientWei: 400n })).toBeUndefined()
    expect(throttled({ clientWei: 401n })).toEqual({
      code: 'paymaster-throttled',
      message: 'what is sponsored in a day from one address is spent',
    })
    expect(throttled({ totalWei: 901n })?.message).toContain("sponsor's budget")
    expect(throttled({ operations: 5 })?.message).toContain('5 operations')
    expect(throttled({ creationsOfClient: 1 })).toBeUndefined()
    expect(throttled({ creationsOfClient: 1 }, true)?.message).toContain('1 new accounts')
    expect(throttled({ creations: 3 }, true)?.message).toContain('no more new accounts')
    expect(throttled({ operations: 5 })?.code).toBe('paymaster-throttled')
  })
})
