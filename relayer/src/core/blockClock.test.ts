import { describe, expect, it } from 'vitest'
import { createBlockClock } from './blockClock.ts'

/** A clock that was told of blocks at these times, the first one being number 100. */
function told(times: readonly number[]) {
  const clock = createBlockClock()
  times.forEach((ms, i) => {
    clock.observe(100 + i, ms)
  })
  return clock
}
const steady = (count: number, late: (i: number) => number = () => 0) =>
  Array.from({ length: count }, (_, i) => 10_000 + i * 2_000 + late(i))

describe('block clock', () => {
  it('foresees the block after the last one', () => {
    const next = told(steady(10)).next(28_500)
    expect(next?.atMs).toBeCloseTo(30_000)
    expect(next?.intervalMs).toBeCloseTo(2_000)
  })

  it('goes by the earliest looks where some came late', () => {
    const next = told(steady(16, (i) => [0, 280, 120, 40][i % 4] as number)).next(40_500)
    expect(Math.abs((next?.atMs ?? 0) - 42_000)).toBeLessThan(100)
  })

  it('counts a head once, and takes one that nobody saw for granted', () => {
    const clock = createBlockClock()
    for (const [i, ms] of steady(12).entries()) {
      if (i === 5) continue
      clock.observe(100 + i, ms)
      clock.observe(100 + i, ms + 900)
    }
    expect(clock.next(32_100)?.atMs).toBeCloseTo(34_000)
  })

  it('means the next one that is to come where one is late', () => {
    expect(told(steady(10)).next(30_100)?.atMs).toBeCloseTo(32_000)
  })

  it('foresees nothing from few blocks, from irregular ones, or from old ones', () => {
    expect(told(steady(5)).next(18_500)).toBeUndefined()
    expect(told(steady(10, (i) => (i === 4 ? 1_900 : 0))).next(28_500)).toBeUndefined()
    expect(told(steady(10)).next(28_000 + 8 * 2_000 + 1)).toBeUndefined()
  })

  it('begins anew where the chain went back', () => {
    const clock = told(steady(10))
    clock.observe(105, 28_600)
    expect(clock.next(28_700)).toBeUndefined()
  })
})
