import { describe, expect, it } from 'vitest'
import { judgeWindow, MIN_VALIDITY, windowOf } from './timeWindow.ts'

describe('the time of an operation', () => {
  it('is what the account says', () => {
    expect(windowOf((7n << 208n) | (9n << 160n) | 1n)).toEqual({ validAfter: 7, validUntil: 9 })
    expect(windowOf(0n)).toEqual({ validAfter: 0, validUntil: Number.POSITIVE_INFINITY })
  })

  it('has begun, and lasts until a bundle has its block', () => {
    const now = 1_000
    expect(judgeWindow({ validAfter: now, validUntil: now + MIN_VALIDITY }, now)).toBeUndefined()
    expect(judgeWindow(windowOf(0n), now)).toBeUndefined()
    expect(judgeWindow({ validAfter: now + 1, validUntil: now + 500 }, now)?.message).toContain('valid from')
    expect(judgeWindow({ validAfter: 0, validUntil: now + MIN_VALIDITY - 1 }, now)?.message).toContain(
      'too soon',
    )
  })
})
