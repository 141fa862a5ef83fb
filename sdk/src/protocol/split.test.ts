import { describe, expect, it } from 'vitest'
import { seeded } from '../testing/random.ts'
import { type SplitLine, splitLine, splitWorker } from './split.ts'

const RATE = 100_000_000n
const base: SplitLine = { amount: 1_000_000n, currency: 'spark', discountBps: 0, royaltyBps: 500 }

describe('a line', () => {
  it('of one Spark is worth the rate in SOGNI', () => {
    expect(splitLine(base, RATE)).toEqual({
      debit: 1_000_000n,
      gross: RATE,
      net: RATE,
      royalty: 5_000_000n,
    })
  })

  it('of SOGNI is worth itself, less the discount that the user keeps', () => {
    expect(splitLine({ ...base, currency: 'sogni', amount: 1_001n, discountBps: 2_000 }, RATE)).toEqual({
      debit: 801n,
      gross: 1_001n,
      net: 801n,
      royalty: 50n,
    })
  })

  it('of promotional Spark debits and moves nothing', () => {
    expect(splitLine({ ...base, currency: 'promo' }, RATE)).toEqual({
      debit: 1_000_000n,
      gross: 0n,
      net: 0n,
      royalty: 0n,
    })
  })
})

describe('a worker’s batch', () => {
  it('splits 50 / 5 / 45 at the base rates', () => {
    expect(splitWorker([splitLine(base, RATE)], 4_500)).toEqual({
      gross: RATE,
      net: RATE,
      royalty: RATE / 20n,
      worker: RATE / 2n,
      treasury: (RATE * 45n) / 100n,
    })
  })

  it('takes discounts out of the take: worker and model are paid on the gross', () => {
    const split = splitWorker([splitLine({ ...base, discountBps: 2_000 }, RATE)], 4_500)
    expect(split).toMatchObject({ worker: RATE / 2n, royalty: RATE / 20n, treasury: RATE / 4n })
  })

  it('gives and takes nothing from thin air, to the unit', () => {
    const random = seeded(5)
    for (let i = 0; i < 5_000; i++) {
      const lines = Array.from({ length: random.int(1, 12) }, () =>
        splitLine(
          {
            amount: random.bigint(random.chance(0.3) ? 40n : 1n << 48n),
            currency: random.pick(['sogni', 'spark', 'promo']),
            discountBps: random.int(0, 2_000),
            royaltyBps: random.int(0, 1_000),
          },
          1n + random.bigint(10n ** 9n),
        ),
      )
      const takeBps = random.int(2_000, 4_500)
      const { gross, net, royalty, worker, treasury } = splitWorker(lines, takeBps)
      expect(worker + royalty + treasury).toBe(net)
      for (const part of [gross, net, royalty, worker, treasury]) expect(part).toBeGreaterThanOrEqual(0n)
      expect(worker * 10_000n).toBeLessThanOrEqual(gross * BigInt(10_000 - takeBps))
    }
  })
})
