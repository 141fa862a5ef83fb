import { describe, expect, it } from 'vitest'
import { exactLog, inverseNormal } from './inverseNormal.ts'

describe('exactLog', () => {
  it('agrees with the engine to the last bits over the whole range of a 32-bit word', () => {
    for (let i = 1; i < 20_000; i++) {
      const x = (i * 214_748 + 0.5) / 2 ** 32
      expect(Math.abs(exactLog(x) / Math.log(x) - 1)).toBeLessThan(2e-15)
    }
    expect(exactLog(2 ** -33)).toBeCloseTo(-33 * Math.LN2, 13)
  })
})

describe('inverseNormal', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.025, -1.959963984540054],
    [0.925, 1.4395314709384563],
    [0.9999, 3.71901648545568],
    [1e-9, -5.997807015007686],
  ])('of %d is %d', (p, x) => expect(inverseNormal(p)).toBeCloseTo(x, 12))

  it('is odd around a half, and rises', () => {
    let before = Number.NEGATIVE_INFINITY
    for (let i = 0; i < 4_096; i++) {
      const p = (i * 2 ** 20 + 0.5) / 2 ** 32
      const x = inverseNormal(p)
      expect(inverseNormal(1 - p)).toBe(-x)
      expect(x).toBeGreaterThan(before)
      before = x
    }
  })
})
