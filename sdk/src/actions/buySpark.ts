import type { Address, Client, Hash } from 'viem'
import { readContract } from 'viem/actions'
import { sparkSaleAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { callsOf, send, type WriteClient, withErrors, writeAction } from './action.ts'
import { signPermit } from './permit.ts'

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

export interface BuySparkWithPermitParameters extends BuySparkParameters {
  readonly currency: Exclude<Currency, 'eth'>
  /** The currency's token. */
  readonly token: Address
}

/** Buys Spark in one transaction: the allowance is a signature (EIP-2612). */
export async function buySparkWithPermit(
  client: WriteClient,
  { token, ...parameters }: BuySparkWithPermitParameters,
): Promise<Hash> {
  const { sparkSale, currency, owner, amount, maxIn, deadline } = parameters
  try {
    const { v, r, s } = await signPermit(client, { token, spender: sparkSale, amount: maxIn, deadline })
    const args = [CURRENCIES[currency], owner, amount, maxIn, deadline, v, r, s] as const
    return await send(client, saleCall(sparkSale, 'buyWithPermit', args))
  } catch (error) {
    throw toBaseError(error)
  }
}

const saleErrors = withErrors(sparkSaleAbi)

/** What `amount` of Spark costs now, rounded up, in 1e-6 of USDC or in wei. */
export const getSparkCost = (
  client: Client,
  { sparkSale, currency, amount }: Pick<BuySparkParameters, 'sparkSale' | 'currency' | 'amount'>,
): Promise<bigint> =>
  readContract(client, {
    abi: saleErrors,
    address: sparkSale,
    functionName: 'costOf',
    args: [CURRENCIES[currency], amount],
  })

export interface SparkTerms {
  /** As {getSparkCost}. */
  readonly cost: bigint
  /** Dollars for a whole token or ether, 18 decimals, as the sale takes it. */
  readonly priceE18: bigint
  readonly discountBps: number
}

/** Cost, price and discount of a currency. Throws the reason where the sale takes none of it now. */
export async function getSparkTerms(
  client: Client,
  parameters: Pick<BuySparkParameters, 'sparkSale' | 'currency' | 'amount'>,
): Promise<SparkTerms> {
  try {
    const [cost, [priceE18, discountBps]] = await Promise.all([
      getSparkCost(client, parameters),
      readContract(client, {
        abi: saleErrors,
        address: parameters.sparkSale,
        functionName: 'termsOf',
        args: [CURRENCIES[parameters.currency]],
      }),
    ])
    return { cost, priceE18, discountBps: Number(discountBps) }
  } catch (error) {
    throw toBaseError(error)
  }
}
