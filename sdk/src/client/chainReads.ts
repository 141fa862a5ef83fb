import type { Address, PublicClient } from 'viem'
import { renderLedgerAbi, renderPricingAbi } from '../abi/index.ts'
import { getSession } from '../actions/getSession.ts'
import { getWorker } from '../actions/getWorker.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { tierBps } from '../protocol/pricing.ts'
import type { Price } from '../schema/money.ts'
import type { Contracts } from '../schema/network.ts'
import type { Order } from '../schema/order.ts'

export type UnitCost = Pick<Price, 'unitMs' | 'unitSpark' | 'unitSogni' | 'unitUsdE18'>

/** What a client asks the chain itself. Throws BaseError only. */
export function chainReads(chain: PublicClient, contracts: Contracts) {
  const { renderLedger: ledger, renderPricing, workerRegistry } = contracts
  const guard = <T>(read: Promise<T>): Promise<T> =>
    read.catch((error: unknown) => {
      throw toBaseError(error)
    })

  const pricing = { abi: renderPricingAbi, address: renderPricing } as const
  const argsOf = ({ model, steps, width, height, tier }: Order) =>
    [model, steps, width, height, Number(tierBps(tier))] as const
  const inAllMoneys = async (order: Order): Promise<UnitCost> => {
    const [unitMs, unitSpark, unitSogni, unitUsdE18] = await chain.readContract({
      ...pricing,
      functionName: 'unitCost',
      args: argsOf(order),
    })
    return { unitMs, unitSpark: BigInt(unitSpark), unitSogni: BigInt(unitSogni), unitUsdE18 }
  }
  const inSpark = async (order: Order): Promise<UnitCost> => {
    const [unitMs, unitSpark, unitUsdE18] = await chain.readContract({
      ...pricing,
      functionName: 'sparkCost',
      args: argsOf(order),
    })
    return { unitMs, unitSpark: BigInt(unitSpark), unitUsdE18 }
  }

  return {
    session: (key: Address) => getSession(chain, { ledger, key }),
    worker: (operator: Address) => getWorker(chain, { workerRegistry, operator }),
    isUsed: (key: Address, seq: number): Promise<boolean> =>
      guard(
        chain.readContract({
          abi: renderLedgerAbi,
          address: ledger,
          functionName: 'isUsed',
          args: [key, seq],
        }),
      ),
    /** What the chain asks for one image; reverts for an order that the model does not take. */
    unitCost: (order: Order): Promise<UnitCost> =>
      guard(inAllMoneys(order)).catch((error: unknown) => {
        // Spark does not need the price of SOGNI, which the chain may refuse to give.
        if (order.currency === 'sogni' || toBaseError(error).retryable) throw error
        return guard(inSpark(order))
      }),
  }
}

export type ChainReads = ReturnType<typeof chainReads>
