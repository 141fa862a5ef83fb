import { renderPricingAbi, sogniTokenAbi, sparkPointsAbi, sparkSaleAbi, usdcAbi } from '@supernet/sdk/abi'
import { CURRENCIES, getSparkTerms, type SparkTerms } from '@supernet/sdk/actions'
import { type BaseError, isErrorCode, toBaseError } from '@supernet/sdk/errors'
import { SPARK_CLASS, SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Services } from '../lib/services.ts'
import { balanceKeys } from './balances.ts'

export type SaleCurrency = keyof typeof CURRENCIES
export const SALE_CURRENCIES = Object.keys(CURRENCIES) as SaleCurrency[]

/** What a currency buys Spark for, or why the sale takes none of it now. */
export type CurrencyTerms =
  | ({ readonly at: 'open' } & SparkTerms)
  | { readonly at: 'stopped'; readonly error: BaseError }

export interface Sale {
  readonly paused: boolean
  /** Dollars for one Spark before any discount, 18 decimals. */
  readonly usdPerSparkE18: bigint
  /** Spark units that the sale may mint right now. */
  readonly room: bigint
  readonly terms: Readonly<Record<SaleCurrency, CurrencyTerms>>
}

/** A chain that does not answer is no answer of the sale. */
const isOfTheContract = ({ code }: BaseError) => !isErrorCode(code) || code === 'transaction-reverted'

/** The sale as the chain has it, with the cost of `amount` Spark units in each currency. */
export const saleOptions = ({ chain: open, network }: Services, amount: bigint) =>
  queryOptions({
    queryKey: ['sale', amount],
    placeholderData: keepPreviousData,
    refetchInterval: 6_000,
    queryFn: async (): Promise<Sale> => {
      const chain = await open()
      const { sparkSale, sparkPoints, renderPricing } = network.contracts
      const termsOf = async (currency: SaleCurrency): Promise<[SaleCurrency, CurrencyTerms]> => {
        const parameters = { sparkSale, currency, amount: amount * SPARK_UNIT_WEI }
        const terms = await getSparkTerms(chain, parameters).catch((thrown: unknown) => {
          const error = toBaseError(thrown)
          if (!isOfTheContract(error)) throw error
          return error
        })
        return [currency, 'cost' in terms ? { at: 'open', ...terms } : { at: 'stopped', error: terms }]
      }
      const [paused, usdPerSparkE18, room, ...terms] = await Promise.all([
        chain.readContract({ address: sparkSale, abi: sparkSaleAbi, functionName: 'paused' }),
        chain.readContract({ address: renderPricing, abi: renderPricingAbi, functionName: 'usdPerBaseE18' }),
        chain.readContract({
          address: sparkPoints,
          abi: sparkPointsAbi,
          functionName: 'mintable',
          args: [sparkSale, SPARK_CLASS.Purchased],
        }),
        ...SALE_CURRENCIES.map(termsOf),
      ])
      return {
        paused,
        usdPerSparkE18,
        room: room / SPARK_UNIT_WEI,
        terms: Object.fromEntries(terms) as Sale['terms'],
      }
    },
  })

/** What an owner can pay with, in the smallest parts of each currency. */
export interface Purse {
  readonly held: Readonly<Record<SaleCurrency, bigint>>
  /** What the sale may already take. */
  readonly allowed: Readonly<Record<Exclude<SaleCurrency, 'eth'>, bigint>>
}

export const purseOptions = ({ chain: open, network }: Services, owner: Address | undefined) =>
  queryOptions({
    // Below the balances: whatever changes them changes this.
    queryKey: [...balanceKeys.all, 'purse', owner],
    enabled: owner !== undefined,
    refetchInterval: 6_000,
    queryFn: async (): Promise<Purse> => {
      if (owner === undefined) throw new Error('A purse needs an owner')
      const chain = await open()
      const { contracts } = network
      const usdc = { address: contracts.usdc, abi: usdcAbi } as const
      const sogni = { address: contracts.sogniToken, abi: sogniTokenAbi } as const
      const args = [owner, contracts.sparkSale] as const
      const [heldUsdc, eth, heldSogni, allowedUsdc, allowedSogni] = await Promise.all([
        chain.readContract({ ...usdc, functionName: 'balanceOf', args: [owner] }),
        chain.getBalance({ address: owner }),
        chain.readContract({ ...sogni, functionName: 'balanceOf', args: [owner] }),
        chain.readContract({ ...usdc, functionName: 'allowance', args }),
        chain.readContract({ ...sogni, functionName: 'allowance', args }),
      ])
      return {
        held: { usdc: heldUsdc, eth, sogni: heldSogni },
        allowed: { usdc: allowedUsdc, sogni: allowedSogni },
      }
    },
  })
