import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cappedLpVotes, fairLpRate, nextLpRate } from './lpUnits.ts'
import { slash } from './slashOrder.ts'
import { discountAt, extraBps, nextRequirement, takeBps } from './takeRate.ts'

type Row = Record<string, string>
const vectors = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/staking.json', import.meta.url), 'utf8'),
)
const curve = vectors.curve.map((point: Row) => ({
  extraBps: BigInt(point.extraBps ?? 0),
  discountBps: BigInt(point.discountBps ?? 0),
}))
const n = (text: string | undefined): bigint => BigInt(text ?? 0)

/** The vectors that the contracts are held to as well. */
describe('stake', () => {
  it.each<Row>(vectors.takes)(
    'takes $takeBps of $bonded',
    ({ bonded, required, otherBps, takeBps: want }) => {
      const extra = extraBps(n(bonded), n(required), n(required))
      expect(takeBps(4_500n, 2_000n, discountAt(curve, extra) + n(otherBps))).toBe(n(want))
    },
  )

  it('never takes more for more stake', () => {
    let last = 4_500n
    for (let bonded = 0n; bonded < 2_000n; bonded++) {
      const take = takeBps(4_500n, 2_000n, discountAt(curve, extraBps(bonded, 100n, 100n)))
      expect(take).toBeLessThanOrEqual(last)
      last = take
    }
    expect(last).toBe(3_000n)
  })

  it.each<Row & { cooling: string[]; leftCooling: string[] }>(vectors.slashes)('slashes $amount', (row) => {
    expect(slash({ active: n(row.active), cooling: row.cooling.map(n) }, n(row.amount))).toEqual({
      active: n(row.leftActive),
      cooling: row.leftCooling.map(n),
      taken: n(row.taken),
    })
  })

  it.each<Row>(vectors.lpRates)('values LP tokens at $fair', ({ sogni, quote, price, supply, fair }) => {
    expect(fairLpRate(n(sogni), n(quote), n(price), n(supply))).toBe(n(fair))
  })

  it.each<Row>(vectors.lpSteps)('steps to $next', ({ rate, fair, lowest, next }) => {
    expect(nextLpRate(n(rate), n(fair), n(lowest))).toBe(n(next))
  })

  it('caps LP votes at three tenths of all', () => {
    expect(cappedLpVotes(300n, 300n, 700n)).toBe(300n)
    expect(cappedLpVotes(100n, 600n, 700n)).toBe(50n)
    expect(cappedLpVotes(1n, 1n, 0n)).toBe(0n)
  })

  it.each<Row>(vectors.requirements)('asks for $next', ({ required, usdE18, priceE18, next }) => {
    expect(nextRequirement(n(required), n(usdE18), n(priceE18))).toBe(n(next))
  })
})
