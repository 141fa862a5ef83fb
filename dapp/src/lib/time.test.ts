import { expect, it } from 'vitest'
import { formatAgo, formatDay, formatLeft, formatSeconds } from './time.ts'

it.each([
  [0.02, '0.1 s'],
  [0.31, '0.3 s'],
  [4.25, '4.3 s'],
  [45, '45 s'],
  [150, '3 min'],
  [7_200, '2 h'],
  [604_800, '7 days'],
])('%d seconds are %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text))

it('clamps a countdown at now', () => {
  expect(formatLeft(10, 20)).toBe('now')
  expect(formatLeft(172_800, 0)).toBe('in 2 days')
})

it('says just now', () => expect(formatAgo(100, 102)).toBe('just now'))

it('names today and spells other days', () => {
  expect(formatDay('2026-11-22', '2026-11-22')).toBe('Today')
  expect(formatDay('2026-11-21', '2026-11-22')).toBe('Saturday 21 November')
})
