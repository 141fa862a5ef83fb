import { describe, expect, it } from 'vitest'
import { drifted } from './drift.ts'

describe('a value', () => {
  it.each<[bigint, boolean]>([
    [10_000n, false],
    [10_050n, false],
    [10_051n, true],
    [9_950n, false],
    [9_949n, true],
    [0n, true],
  ])('of %d is off 10,000 by more than 50 basis points: %s', (value, off) => {
    expect(drifted(value, 10_000n, 50n)).toBe(off)
  })

  it('of nothing is not off nothing', () => {
    expect(drifted(0n, 0n, 50n)).toBe(false)
    expect(drifted(1n, 0n, 50n)).toBe(true)
  })
})
