import { expect, it } from 'vitest'
import { daily, formatDayNumber } from './daily.ts'

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
