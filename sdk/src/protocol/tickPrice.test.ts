import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { seeded } from '../testing/random.ts'
import { MAX_TICK, meanTick, quoteAtPrice, sqrtPriceAtTick, sqrtPriceOf } from './tickPrice.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/market.json', import.meta.url), 'utf8'),
)
const ONE = 10n ** 18n

describe('ticks as prices', () => {
  it.each<Record<string, string>>(vectors.ticks)('at $tickAboveLowest above the lowest', (vector) => {
    const price = sqrtPriceAtTick(Number(vector.tickAboveLowest) - MAX_TICK)
    expect(price).toBe(BigInt(vector.sqrtPriceX96 ?? 0))
    expect(quoteAtPrice(price, ONE, true)).toBe(BigInt(vector.ofZero ?? 0))
    expect(quoteAtPrice(price, ONE, false)).toBe(BigInt(vector.ofOne ?? 0))
  })

  it('are powers of 1.0001', () => {
    for (const tick of [-200_000, -1, 0, 1, 23_027, 110_010, 300_000]) {
      const price = Number(sqrtPriceAtTick(tick)) / 2 ** 96
      expect(price / 1.0001 ** (tick / 2)).toBeCloseTo(1, 9)
    }
  })

  it.each([MAX_TICK + 1, -MAX_TICK - 1, 0.5])('know no tick %s', (tick) => {
    expect(() => sqrtPriceAtTick(tick)).toThrow(RangeError)
  })

  it('give a mean that is rounded down, as the study shows it', () => {
    expect([meanTick(-7n, 2n), meanTick(7n, 2n), meanTick(-8n, 2n), meanTick(0n, 9n)]).toEqual([-4, 3, -4, 0])
    const random = seeded(7)
    for (let i = 0; i < 1_000; i++) {
      const seconds = BigInt(random.int(1, 100_000))
      const rise = random.bigint(1n << 40n) - (1n << 39n)
      const tick = BigInt(meanTick(rise, seconds))
      expect(tick * seconds <= rise && rise < (tick + 1n) * seconds).toBe(true)
    }
  })

  it.each<[number, number, number, number]>([
    [1.0, 300, 1_800, 12.25],
    [1.0, 300, 86_400, 0.24],
    [0.5, 60, 1_800, 1.36],
    [9.0, 600, 1_800, 115.44],
  ])('report a push of %d for %d of %d seconds as %d percent', (push, held, window, percent) => {
    const tick = Math.round(Math.log(1 + push) / Math.log(1.0001))
    const mean = meanTick(BigInt(tick) * BigInt(held), BigInt(window))
    const price = quoteAtPrice(sqrtPriceAtTick(mean), ONE, true)
    expect(Number(price - ONE) / 1e16).toBeCloseTo(percent, 1)
  })

  it('begin a pool at the wanted price', () => {
    const price = sqrtPriceOf(60_000n, 1n)
    expect(quoteAtPrice(price, 60_000n * ONE, true) - ONE).toBeGreaterThan(-(10n ** 6n))
    expect(quoteAtPrice(price, 60_000n * ONE, true)).toBeLessThanOrEqual(ONE)
  })
})
