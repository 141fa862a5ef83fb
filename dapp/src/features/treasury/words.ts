import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import type { FlowKind, FlowToken } from '@supernet/sdk/schema'
import { formatAmount, sogniOfWei } from '../../lib/amounts.ts'

const USD_E6 = 10n ** 12n

/** An amount of a flow with its unit; the parts of a token that is not ours are not known. */
export function formatMoney(amount: bigint, token: FlowToken): string {
  switch (token) {
    case 'usdc':
    case 'eth':
      return formatAmount(amount, token)
    case 'sogni':
      return formatAmount(sogniOfWei(amount), 'sogni')
    case 'spark':
      return formatAmount(amount / SPARK_UNIT_WEI, 'spark')
    case 'promo':
      return `${formatAmount(amount / SPARK_UNIT_WEI, 'spark')} given`
    case 'usd':
      return formatAmount(amount * USD_E6, 'usd')
    case 'other':
      return `${amount.toLocaleString('en')} parts`
  }
}

/** What happened, as a person says it. */
export const FLOW_WORDS: Record<FlowKind, string> = {
  sale: 'Spark sold',
  card: 'Spark sold for a card',
  cardPaid: 'Card payments settled',
  chargeback: 'Card payment taken back',
  take: 'Part of renders',
  ether: 'Ether received',
  buyback: 'SOGNI bought back',
  spent: 'Spent by a manager',
  withdrawn: 'Spent by the DAO',
  poolFilled: 'Into the pool for Spark',
  poolTrimmed: 'Back from the pool for Spark',
  streamIn: 'Into the stream of rewards',
  streamOut: 'Released to rewards',
  promo: 'Spark given away',
  burned: 'Spark spent on renders',
}

interface Books {
  readonly assetsUsdE18: bigint
  readonly requiredUsdE18: bigint
}

/** How many hundredths of what is required the treasury holds; undefined while nothing is owed. */
export const coverPercent = ({ assetsUsdE18, requiredUsdE18 }: Books): bigint | undefined =>
  requiredUsdE18 === 0n ? undefined : (assetsUsdE18 * 100n) / requiredUsdE18

/** The screen's question: could it pay for everything that it has sold? */
export function headline(books: Books): string {
  const percent = coverPercent(books)
  if (percent === undefined) return 'The treasury owes nothing: no Spark is out.'
  if (percent < 100n) {
    const short = formatAmount(books.requiredUsdE18 - books.assetsUsdE18, 'usd')
    return `The treasury is ${short} short of what it must hold.`
  }
  if (percent < 1_000n) return `The treasury holds ${percent} % of what it must.`
  return `The treasury could pay ${(percent / 100n).toLocaleString('en')} times what it owes.`
}
