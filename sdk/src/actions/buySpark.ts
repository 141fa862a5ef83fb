import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { sparkSaleAbi } from '../abi/index.ts'
import { callsOf, writeAction } from './action.ts'

/** What Spark is sold for, as the sale numbers it. */
export const CURRENCIES = { usdc: 0, eth: 1, sogni: 2 } as const
export type Currency = keyof typeof CURRENCIES

export interface BuySparkParameters {
  readonly sparkSale: Address
  readonly currency: Currency
  /** Who gets the Spark; anyone may pay. */
  readonly owner: Address
  /** Units of 1e-18 Spark. */
  readonly amount: bigint
  /** Most that it may cost: 1e-6 of USDC, or wei. Ether beyond the cost comes back. */
  readonly maxIn: bigint
  /** Unix seconds. */
  readonly deadline: bigint
}

const saleCall = callsOf(sparkSaleAbi)

/** Buys Spark. Tokens need an allowance for the sale; ether is sent along. */
export const buySpark = writeAction(
  ({ sparkSale, currency, owner, amount, maxIn, deadline }: BuySparkParameters) => {
    const call = saleCall(sparkSale, 'buy', [CURRENCIES[currency], owner, amount, maxIn, deadline])
    return currency === 'eth' ? { ...call, value: maxIn } : call
  },
)

/** What `amount` of Spark costs now, rounded up, in 1e-6 of USDC or in wei. */
export const getSparkCost = (
  client: Client,
  { sparkSale, currency, amount }: Pick<BuySparkParameters, 'sparkSale' | 'currency' | 'amount'>,
): Promise<bigint> =>
  readContract(client, {
    abi: sparkSaleAbi,
    address: sparkSale,
    functionName: 'costOf',
    args: [CURRENCIES[currency], amount],
  })
