import { expect, it } from 'vitest'
import { referralReward } from './referralReward.ts'

const terms = { spent: 1_000n, paid: 50n, bps: 500, cap: 100n }

it('pays a part of what was spent since the last reward, rounded down', () => {
  expect(referralReward(1_999n, terms)).toBe(49n)
})

it('pays no more than the cap leaves', () => {
  expect(referralReward(10n ** 9n, terms)).toBe(50n)
  expect(referralReward(10n ** 9n, { ...terms, paid: 100n })).toBe(0n)
  // The cap was lowered below what was paid.
  expect(referralReward(10n ** 9n, { ...terms, cap: 10n })).toBe(0n)
})

it('pays nothing where nothing new was spent', () => {
  expect(referralReward(1_000n, terms)).toBe(0n)
  expect(referralReward(0n, terms)).toBe(0n)
})
