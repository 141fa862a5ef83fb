import type { Unit, Value } from '@supernet/sdk/governance'
import { describe, expect, it } from 'vitest'
import { exactDuration, formatValue, inputText, parseDuration, parseValue } from './values.ts'

describe('values of the catalogue', () => {
  it.each<[Unit, string, Value, string]>([
    ['sogni', '6,600', 6_600n * 10n ** 18n, '6,600 SOGNI'],
    ['spark', '0.5', 5n * 10n ** 17n, '0.5 Spark'],
    ['usdc', '20000', 20_000_000_000n, '$20,000.00'],
    ['usd', '0.5', 5n * 10n ** 17n, '$0.50'],
    ['share', '2.5', 250n, '2.5 %'],
    ['percent', '10 %', 10n, '10 %'],
    ['seconds', '1 day 2 h', 93_600n, '1 day 2 h'],
    ['count', '1,024', 1_024n, '1,024'],
    ['flag', 'true', true, 'yes'],
  ])('%s: %s', (unit, text, value, words) => {
    expect(parseValue({ unit }, text)).toBe(value)
    expect(formatValue({ unit }, value)).toBe(words)
    expect(parseValue({ unit }, inputText({ unit }, value))).toBe(value)
  })

  it('refuses what is no value', () => {
    for (const unit of ['sogni', 'share', 'seconds', 'count'] as const)
      expect(parseValue({ unit }, 'soon')).toBeUndefined()
    expect(parseValue({ unit: 'share' }, '2.505')).toBeUndefined()
    expect(parseValue({ unit: 'address' }, ' ')).toBeUndefined()
  })

  it('names the choice', () => expect(formatValue({ unit: 'choice', options: ['a', 'b'] }, 1n)).toBe('b'))

  it('keeps every second', () => {
    expect(exactDuration(90_061n)).toBe('1 day 1 h 1 min 1 s')
    expect(exactDuration(0n)).toBe('0 s')
    expect(parseDuration('90')).toBe(90n)
    expect(parseDuration('2 days 30 min')).toBe(174_600n)
  })
})
