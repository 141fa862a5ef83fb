import { BaseError } from '@supernet/sdk/errors'
import { describe, expect, it } from 'vitest'
import { saleView } from '../../testing/sale.ts'
import { blockOf, formatCost, headline, mostFor, stopOf } from './purchase.ts'

const stopped = (code: string) => ({ at: 'stopped', error: new BaseError(code) }) as const
const ALL = { usdc: stopped('a'), eth: stopped('a'), sogni: stopped('a') }

describe('headline', () => {
  it('names the price and the currency with the largest discount', () => {
    expect(headline(saleView)).toBe('One Spark costs $0.005, and 5 % less in SOGNI.')
  })
  it('promises no discount where there is none', () => {
    const { usdc } = saleView.terms
    expect(headline({ ...saleView, terms: { ...ALL, usdc } })).toBe('One Spark costs $0.005.')
  })
  it('says when nothing is sold', () => {
    const text = 'Spark is not sold at the moment.'
    expect(headline({ ...saleView, paused: true })).toBe(text)
    expect(headline({ ...saleView, terms: ALL })).toBe(text)
  })
})

it('rounds the most that it may cost up', () => {
  expect(mostFor(1_000_000n, 100)).toBe(1_010_000n)
  expect(mostFor(1n, 50)).toBe(2n)
})

it('writes costs in the parts people know', () => {
  expect(formatCost(950_000n, 'usdc')).toBe('0.95 USDC')
  expect(formatCost(333_333_333_333_334n, 'eth')).toBe('0.0003333 ETH')
  expect(formatCost(19n * 10n ** 18n, 'sogni')).toBe('19 SOGNI')
})

describe('stopOf', () => {
  it.each([
    ['SparkSaleDepegged', 'USDC trades too far below a dollar.'],
    ['AssetPricesStale', 'The price of this currency is too old to sell by.'],
    ['GovernedPriceExpired', 'No price of SOGNI is in force.'],
  ])('explains %s', (code, happened) => {
    const sale = { ...saleView, terms: { ...saleView.terms, usdc: stopped(code) } }
    expect(stopOf(sale, 'usdc', 1n)).toMatchObject({ happened, code, cost: 'Nothing was charged.' })
    expect(stopOf(sale, 'eth', 1n)).toBeUndefined()
  })
  it('explains a pause and the limit of the sale', () => {
    expect(stopOf({ ...saleView, paused: true }, 'eth', 1n)?.code).toBe('EnforcedPause')
    expect(stopOf({ ...saleView, room: 5_000_000n }, 'eth', 6_000_000n)?.happened).toBe(
      'The sale can sell 5 Spark more at this moment.',
    )
  })
})

it('says on the button what is missing', () => {
  const ready = { amount: 1n, cost: 5n, held: 5n, stopped: false, currency: 'usdc' } as const
  expect(blockOf(ready)).toBeUndefined()
  expect(blockOf({ ...ready, amount: 0n })).toBe('Choose an amount')
  expect(blockOf({ ...ready, stopped: true })).toBe('Not sold for USDC now')
  expect(blockOf({ ...ready, cost: undefined })).toBe('Asking for the price')
  expect(blockOf({ ...ready, held: undefined })).toBe('Reading what you hold')
  expect(blockOf({ ...ready, held: 4n })).toBe('You hold 0.000004 USDC')
})
