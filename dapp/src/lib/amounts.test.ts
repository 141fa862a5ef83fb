import { describe, expect, it } from 'vitest'
import { exactAmount, formatAmount, parseAmount, sogniToUsd, sparkToUsd, usdToSpark } from './amounts.ts'

const usd = (milli: bigint) => milli * 10n ** 14n

describe('formatAmount', () => {
  it.each([
    [5n, '$0.0005'],
    [20n, '$0.002'],
    [125n, '$0.013'],
    [1_000n, '$0.10'],
    [5_000n, '$0.50'],
    [10_000n, '$1.00'],
    // Was "$1000": a whole number has no point to pad behind.
    [9_980n, '$1.00'],
    [0n, '$0.00'],
    [12_345_678n, '$1,234.57'],
  ])('shows %i ten-thousandths of a dollar as %s', (value, text) => {
    expect(formatAmount(usd(value), 'usd')).toBe(text)
  })

  it.each([
    [100_000n, '0.1 Spark'],
    [400_000n, '0.4 Spark'],
    [0n, '0 Spark'],
    [1n, '0.000001 Spark'],
    [199_600_000n, '199.6 Spark'],
    [1_234_567_891n, '1,234.57 Spark'],
  ])('shows %i units as %s', (value, text) => {
    expect(formatAmount(value, 'spark')).toBe(text)
  })

  it('never shows a small amount as nothing', () => {
    expect(formatAmount(1n, 'usd')).toBe('$0.000000000000000001')
    expect(formatAmount(1n, 'sogni')).toBe('0.000000001 SOGNI')
  })

  it('keeps every digit for hover', () => {
    expect(exactAmount(1_234_567_891n, 'spark')).toBe('1,234.567891 Spark')
  })
})

describe('parseAmount', () => {
  it('reads what formatAmount writes', () => {
    expect(parseAmount('1,234.5', 'spark')).toBe(1_234_500_000n)
    expect(parseAmount('200', 'spark')).toBe(200_000_000n)
  })
  it.each(['', 'a', '-1', '1e3', '.5'])('refuses %j', (text) => {
    expect(parseAmount(text, 'spark')).toBeUndefined()
  })
})

it('converts at half a cent a Spark', () => {
  expect(usdToSpark(10n ** 18n)).toBe(200_000_000n)
  expect(sparkToUsd(100_000n)).toBe(usd(5n))
  expect(sogniToUsd(50_000_000n, 100_000_000n)).toBe(usd(25n))
})
