import { expect, it } from 'vitest'
import { leaderView } from '../../testing/leaders.ts'
import { formatScore, formatWeek, headline } from './words.ts'

it('answers its question', () => {
  expect(headline('fast', leaderView, undefined, 2_968)).toBe('0x1111…1111 leads the fast workers with 3 h.')
  expect(headline('artist', leaderView, 2_968, 2_968)).toBe(
    '0x1111…1111 leads the artists this week with 3 h.',
  )
  expect(headline('referral', undefined, 2_967, 2_968)).toBe(
    'Nobody leads the referrals in the week of 12 Nov 2026 yet.',
  )
})

it('counts time or Spark', () => {
  expect(formatScore('relaxed', 45_000n)).toBe('45 s')
  expect(formatScore('referral', 3n * 10n ** 18n)).toBe('3 Spark')
})

it('names a week by its first day', () => expect(formatWeek(0)).toBe('week of 1 Jan 1970'))
