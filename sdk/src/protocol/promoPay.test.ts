import { numberToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { seeded } from '../testing/random.ts'
import { promoPay } from './promoPay.ts'

const id = (i: number) => numberToHex(i, { size: 32 })

describe('pay for promotional work', () => {
  it('shares the budget by what was rendered, up to a price for a render', () => {
    const served = new Map([
      [id(1), 43_200 * 3],
      [id(2), 43_200],
    ])
    expect([...promoPay(served, { budget: 100n, perRender: 1_000n }).values()]).toEqual([75n, 25n])
    // Four renders at 10 each are less than the budget.
    expect([...promoPay(served, { budget: 100n, perRender: 10n }).values()]).toEqual([30n, 10n])
    expect(promoPay(new Map(), { budget: 100n, perRender: 10n }).size).toBe(0)
    expect([...promoPay(new Map([[id(1), 0]]), { budget: 100n, perRender: 10n }).values()]).toEqual([0n])
  })

  it('never pays more than the budget, whatever was served', () => {
    const random = seeded(7)
    for (let round = 0; round < 500; round++) {
      const served = new Map(
        Array.from({ length: random.int(1, 20) }, (_, i) => [id(i), random.int(0, 10 ** 9)] as const),
      )
      const budget = random.bigint(10n ** 15n)
      const paid = [...promoPay(served, { budget, perRender: 10n ** 18n }).values()]
      expect(paid.reduce((sum, part) => sum + part, 0n)).toBeLessThanOrEqual(budget)
    }
  })
})
