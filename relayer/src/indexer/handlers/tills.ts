import { SPARK_CLASS } from '@supernet/sdk/protocol'
import { eq } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainFlows } from '../../store/schema/index.ts'
import type { FiatEvent, PromoEvent, SaleEvent, SparkEvent, StreamEvent } from '../log.ts'
import { isTold, writeFlow } from './flows.ts'

/* What brings money to the treasury or makes it owe renders: the sale, cards, promotions, Spark itself, rewards. */

const CURRENCIES = ['usdc', 'eth', 'sogni'] as const

export async function handleSale(tx: Transaction, { eventName, args, place }: SaleEvent): Promise<void> {
  if (eventName !== 'SparkSold') return
  const token = CURRENCIES[args.currency] ?? 'usdc'
  return writeFlow(tx, place, {
    kind: 'sale',
    token,
    amount: args.paid,
    spark: args.amount,
    party: args.payer,
  })
}

export async function handleFiat(tx: Transaction, { eventName, args, place }: FiatEvent): Promise<void> {
  if (eventName === 'FiatMinted') {
    const { owner: party, usdE6: amount, spark } = args
    return writeFlow(tx, place, { kind: 'card', token: 'usd', amount, spark, party })
  }
  if (eventName === 'ChargedBack') {
    const { owner: party, creditedUsdE6: amount, burned: spark } = args
    return writeFlow(tx, place, { kind: 'chargeback', token: 'usd', amount, spark, party })
  }
  if (eventName !== 'FiatSettled') return
  return writeFlow(tx, place, { kind: 'cardPaid', token: 'usdc', amount: args.usdE6, party: args.payer })
}

export async function handlePromoIssuer(
  tx: Transaction,
  { eventName, args, place }: PromoEvent,
): Promise<void> {
  if (eventName !== 'PromoIssued') return
  return writeFlow(tx, place, { kind: 'promo', token: 'promo', amount: args.amount, party: args.owner })
}

/** Purchased Spark is what the treasury owes: how much of it is out is the sum of these. */
export async function handleSpark(tx: Transaction, { eventName, args, place }: SparkEvent): Promise<void> {
  if (eventName === 'SparkMinted' && args.class === SPARK_CLASS.Purchased)
    return writeFlow(tx, place, { kind: 'minted', token: 'spark', amount: args.amount, party: args.owner })
  if (eventName !== 'SparkSpent') return
  const { class: sparkClass, amount, platform: party } = args
  const recalled = await isTold(tx, place, 'chargeback', eq(chainFlows.spark, amount))
  const token = sparkClass === SPARK_CLASS.Purchased ? 'spark' : 'promo'
  return writeFlow(tx, place, { kind: recalled ? 'recalled' : 'burned', token, amount, party })
}

export async function handleStream(tx: Transaction, { eventName, args, place }: StreamEvent): Promise<void> {
  if (eventName === 'TakenIn')
    return writeFlow(tx, place, { kind: 'streamIn', token: 'sogni', amount: args.amount })
  if (eventName !== 'Released') return
  return writeFlow(tx, place, {
    kind: 'streamOut',
    token: 'sogni',
    amount: args.amount,
    party: args.destination,
  })
}
