import { formatAmount, formatBps, sogniOfWei } from '../../lib/amounts.ts'
import { describeError, type ErrorText } from '../../lib/errorText.ts'
import { SALE_CURRENCIES, type Sale, type SaleCurrency } from '../../queries/sale.ts'

export const CURRENCY_NAMES: Record<SaleCurrency, string> = { usdc: 'USDC', eth: 'ETH', sogni: 'SOGNI' }

/** A cost in a currency's smallest parts, in words. */
export const formatCost = (cost: bigint, currency: SaleCurrency): string =>
  formatAmount(currency === 'sogni' ? sogniOfWei(cost) : cost, currency)

/** The most that a purchase may cost when the price moves by `slippageBps` before it is in a block; rounded up. */
export const mostFor = (cost: bigint, slippageBps: number): bigint =>
  (cost * BigInt(10_000 + slippageBps) + 9_999n) / 10_000n

/** The screen's question, answered: what Spark costs, and what it costs least in. */
export function headline(sale: Pick<Sale, 'paused' | 'usdPerSparkE18' | 'terms'>): string {
  const open = SALE_CURRENCIES.flatMap((currency) => {
    const terms = sale.terms[currency]
    return terms.at === 'open' ? [{ currency, off: terms.discountBps }] : []
  })
  if (sale.paused || open.length === 0) return 'Spark is not sold at the moment.'
  const price = `One Spark costs ${formatAmount(sale.usdPerSparkE18, 'usd')}`
  const best = open.reduce((a, b) => (b.off > a.off ? b : a))
  if (best.off === 0) return `${price}.`
  return `${price}, and ${formatBps(best.off)} less in ${CURRENCY_NAMES[best.currency]}.`
}

/** Why nothing can be bought with a currency now, and what goes on all the same. */
export function stopOf(sale: Sale, currency: SaleCurrency, amount: bigint): ErrorText | undefined {
  if (sale.paused) {
    return {
      happened: 'A pauser has stopped the sale of Spark.',
      cost: 'Spark that you hold can be spent as before.',
      todo: 'It goes on after a week, unless the DAO decides otherwise; try again later.',
      code: 'EnforcedPause',
    }
  }
  const terms = sale.terms[currency]
  if (terms.at === 'stopped') return { ...describeError(terms.error), cost: 'Nothing was charged.' }
  if (amount > sale.room) {
    return {
      happened: `The sale can sell ${formatAmount(sale.room, 'spark')} more at this moment.`,
      cost: 'Nothing was charged.',
      todo: 'Choose a smaller amount; the limit refills by itself within a day.',
      code: 'SparkPointsMintLimited',
    }
  }
  return undefined
}

interface Pressing {
  readonly amount: bigint | undefined
  readonly cost: bigint | undefined
  readonly held: bigint | undefined
  readonly stopped: boolean
  readonly currency: SaleCurrency
}

/** Why the button cannot be pressed; it becomes its label. */
export function blockOf({ amount, cost, held, stopped, currency }: Pressing): string | undefined {
  const name = CURRENCY_NAMES[currency]
  if (amount === undefined || amount === 0n) return 'Choose an amount'
  if (stopped) return `Not sold for ${name} now`
  if (cost === undefined) return 'Asking for the price'
  if (held === undefined) return 'Reading what you hold'
  if (held < cost) return `You hold ${formatCost(held, currency)}`
  return undefined
}
