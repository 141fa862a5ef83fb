import { describe, expect, it } from 'vitest'
import { spendable } from './spendable.ts'

describe('what a session can still promise', () => {
  it('is its balance while nothing is asked back', () => {
    expect(spendable({ balance: 7n, requested: 0n })).toBe(7n)
  })

  // A ripe request left standing let its owner take the money in the block after delivery, before the settlement.
  it('leaves out what is asked back, all of it where the request is for everything', () => {
    expect(spendable({ balance: 7n, requested: 5n })).toBe(2n)
    expect(spendable({ balance: 7n, requested: 2n ** 64n - 1n })).toBe(0n)
  })
})
