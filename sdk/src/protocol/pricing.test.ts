import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RenderTable } from '../schema/model.ts'
import type { Order } from '../schema/order.ts'
import { seeded } from '../testing/random.ts'
import { pixelBps, priceOrder, sparkRate, totalPriceOf, unitMilliseconds, unitPriceOf } from './pricing.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/pricing.json', import.meta.url), 'utf8'),
)

/** A table whose image costs `ms` whatever is ordered. */
const flat = (ms: number): RenderTable => ({
  fixedMs: 0,
  stepMicro: 0,
  minMs: ms,
  maxSteps: 100,
  maxCount: 512,
  pixels: [{ pixels: 4_096, bps: 10_000 }],
})
const order: Order = { model: 1, width: 64, height: 64, steps: 20, count: 3, tier: 'fast', currency: 'spark' }

describe('prices', () => {
  it.each<Record<string, string>>(vectors.costs)('of $ms ms at $tierBps bps and $priceE18', (vector) => {
    const tier = Number(vector.tierBps) === 10_000 ? 'fast' : 'relaxed'
    const price = priceOrder(flat(Number(vector.ms)), { ...order, tier }, BigInt(vector.priceE18 ?? 0))
    expect(price.unitSpark).toBe(BigInt(vector.unitSpark ?? 0))
    expect(price.unitSogni).toBe(BigInt(vector.unitSogni ?? 0))
    expect(price.unitUsdE18).toBe(BigInt(vector.costUsdE18 ?? 0))
    expect(price.totalSpark).toBe(3n * price.unitSpark)
    expect(totalPriceOf(price, 'sogni')).toBe(3n * unitPriceOf(price, 'sogni'))
    expect(unitPriceOf(price, 'promo')).toBe(price.unitSpark)
  })

  it.each<Record<string, string>>(vectors.sparkRates)('of a Spark at $priceE18', (vector) => {
    expect(sparkRate(BigInt(vector.priceE18 ?? 0))).toBe(BigInt(vector.sparkRate ?? 0))
  })

  it('in SOGNI are none without a price of it, and Spark goes on', () => {
    const price = priceOrder(flat(43_200), order, undefined)
    expect([price.unitSpark, price.unitSogni, price.totalSogni]).toEqual([1_000_000n, undefined, undefined])
    const unavailable = expect.objectContaining({ code: 'price-unavailable' })
    expect(() => unitPriceOf(price, 'sogni')).toThrow(unavailable)
    expect(() => totalPriceOf(price, 'sogni')).toThrow(unavailable)
    expect(() => priceOrder(flat(43_200), { ...order, currency: 'sogni' }, undefined)).toThrow(unavailable)
  })

  it('never round down for the user: an image costs at least its exact price', () => {
    const random = seeded(1)
    for (let i = 0; i < 2_000; i++) {
      const ms = random.int(1, 10_000_000)
      const sogniPrice = 1n + random.bigint(10n ** 18n)
      const { unitSpark, unitSogni = 0n } = priceOrder(flat(ms), order, sogniPrice)
      expect(unitSpark * 43_200n).toBeGreaterThanOrEqual(BigInt(ms) * 1_000_000n)
      expect((unitSpark - 1n) * 43_200n).toBeLessThan(BigInt(ms) * 1_000_000n)
      expect(unitSogni * 10n ** 9n * sogniPrice * 43_200n).toBeGreaterThanOrEqual(
        BigInt(ms) * 5n * 10n ** 33n,
      )
    }
  })
})

describe('render milliseconds', () => {
  const { points, ...rest } = vectors.renderTimes.table
  const table: RenderTable = { ...rest, pixels: points }

  it.each<Record<string, number>>(vectors.renderTimes.images)(
    'of $steps steps at $width x $height',
    ({ steps = 0, width = 0, height = 0, pixelBps: bps, unitMs }) => {
      expect(pixelBps(table, BigInt(width * height))).toBe(BigInt(bps ?? 0))
      expect(unitMilliseconds(table, { steps, width, height })).toBe(unitMs)
    },
  )

  it.each([
    ['size-not-offered', { width: 8, height: 8 }],
    ['size-not-offered', { width: 512, height: 512 }],
    ['steps-not-offered', { steps: 101 }],
    ['steps-not-offered', { steps: 0 }],
    ['count-not-offered', { count: 17 }],
  ])('refuse with %s', (code, change) => {
    expect(() => priceOrder(table, { ...order, ...change }, 10n ** 16n)).toThrow(
      expect.objectContaining({ code }),
    )
  })
})
