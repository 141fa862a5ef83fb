import { FlowKind } from '@supernet/sdk/schema'
import { expect, it } from 'vitest'
import { FLOW_WORDS, formatMoney, headline } from './words.ts'

const books = (assetsUsdE18: bigint, requiredUsdE18: bigint) => ({ assetsUsdE18, requiredUsdE18 })
const DOLLAR = 10n ** 18n

it.each([
  [books(5n, 0n), 'The treasury owes nothing: no Spark is out.'],
  [books(DOLLAR, 3n * DOLLAR), 'The treasury is $2.00 short of what it must hold.'],
  [books(3n * DOLLAR, 2n * DOLLAR), 'The treasury holds 150 % of what it must.'],
  [books(4_200n * DOLLAR, 2n * DOLLAR), 'The treasury could pay 2,100 times what it owes.'],
])('answers its question', (state, text) => expect(headline(state)).toBe(text))

it.each([
  [1_500_000n, 'usdc', '1.5 USDC'],
  [10n ** 18n, 'eth', '1 ETH'],
  [2n * 10n ** 18n, 'sogni', '2 SOGNI'],
  [3n * 10n ** 18n, 'spark', '3 Spark'],
  [3n * 10n ** 18n, 'promo', '3 Spark given'],
  [1_100_000n, 'usd', '$1.10'],
  [1_234n, 'other', '1,234 parts'],
] as const)('writes %i of %s', (amount, token, text) => expect(formatMoney(amount, token)).toBe(text))

it('has a word for every kind', () => {
  expect(Object.keys(FLOW_WORDS).sort()).toEqual([...FlowKind.options].sort())
})
