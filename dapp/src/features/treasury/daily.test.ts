import { expect, it } from 'vitest'
import { boughtBack, daily, formatDayNumber } from './daily.ts'

it('fills the days on which nothing changed', () => {
  const days = [
    { day: 10, outstanding: 5n },
    { day: 12, outstanding: 7n },
  ]
  expect(daily(days, 13)).toEqual([
    { day: 10, outstanding: 5n },
    { day: 11, outstanding: 5n },
    { day: 12, outstanding: 7n },
    { day: 13, outstanding: 7n },
  ])
})

it('begins with what was out before the window', () => {
  const points = daily([{ day: 1, outstanding: 9n }], 200)
  expect(points).toHaveLength(90)
  expect(points[0]).toEqual({ day: 111, outstanding: 9n })
  expect(daily([], 5)).toEqual([])
})

it('names days in UTC', () => expect(formatDayNumber(20_783)).toBe('26 Nov 2026'))

it('adds up what was bought back in thirty days, by what it was paid with', () => {
  const row = { day: 100, kind: 'buyback', token: 'eth', amount: 2n, spark: 0n, sogni: 5n, count: 1 } as const
  const days = [
    row,
    { ...row, day: 90, amount: 3n },
    { ...row, token: 'usdc' as const, sogni: 7n },
    { ...row, day: 70 },
    { ...row, kind: 'spent' as const },
  ]
  expect(boughtBack(days, 100)).toEqual({
    sogni: 17n,
    spent: [
      { token: 'eth', amount: 5n },
      { token: 'usdc', amount: 2n },
    ],
  })
})
