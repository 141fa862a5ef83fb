import { describe, expect, it } from 'vitest'
import { centsToUsdE6, parsePacks } from './packs.ts'

describe('parsePacks', () => {
  it('reads ids, cents and products', () => {
    expect(parsePacks('small:500, large:10000:com.example.spark.large')).toEqual([
      { id: 'small', usdCents: 500, appleProduct: undefined },
      { id: 'large', usdCents: 10_000, appleProduct: 'com.example.spark.large' },
    ])
    expect(centsToUsdE6(500)).toBe(5_000_000n)
  })

  it.each(['', 'small', 'small:0', 'small:5.00', 'Small:500', 'small:500:a b', 'small:99999999'])(
    'refuses "%s"',
    (text) => {
      expect(() => parsePacks(text)).toThrow(/SPARK_PACKS/)
    },
  )

  it('refuses two packs under one name or product', () => {
    expect(() => parsePacks('a:500,a:600')).toThrow(/same id/)
    expect(() => parsePacks('a:500:x,b:600:x')).toThrow(/same appleProduct/)
  })
})
