import type { PublicClient } from 'viem'
import { SALE_CURRENCIES, type Sale, type SaleCurrency } from '../queries/sale.ts'
import { callChain, Revert } from './callChain.ts'

/** 200 Spark at half a cent: full price in USDC and ether, five per cent off in SOGNI. */
export const saleView: Sale = {
  paused: false,
  usdPerSparkE18: 5_000_000_000_000_000n,
  room: 20_000_000_000_000n,
  terms: {
    usdc: { at: 'open', cost: 1_000_000n, priceE18: 10n ** 18n, discountBps: 0 },
    eth: { at: 'open', cost: 333_333_333_333_334n, priceE18: 3_000n * 10n ** 18n, discountBps: 0 },
    sogni: { at: 'open', cost: 19n * 10n ** 18n, priceE18: 5n * 10n ** 16n, discountBps: 500 },
  },
}

/** The same on a chain; `stopped` has no price. */
export function saleChain({
  paused = false,
  stopped,
}: {
  paused?: boolean
  stopped?: SaleCurrency
}): PublicClient {
  const termsOf = (index: unknown) => {
    const currency = SALE_CURRENCIES[Number(index)] ?? 'usdc'
    const terms = saleView.terms[currency]
    if (currency === stopped || terms.at !== 'open')
      throw new Revert('AssetPricesStale', [Number(index), 1n, 2n])
    return terms
  }
  return callChain({
    paused: () => paused,
    usdPerBaseE18: () => saleView.usdPerSparkE18,
    mintable: () => saleView.room * 10n ** 12n,
    costOf: ([index]) => termsOf(index).cost,
    termsOf: ([index]) => {
      const { priceE18, discountBps } = termsOf(index)
      return [priceE18, BigInt(discountBps)]
    },
  })
}
