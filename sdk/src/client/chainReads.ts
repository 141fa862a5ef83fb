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
    unitCost: ({ model, steps, width, height, tier }: Order): Promise<UnitCost> =>
      guard(
        chain.readContract({
          abi: renderPricingAbi,
          address: renderPricing,
          functionName: 'unitCost',
          args: [model, steps, width, height, Number(tierBps(tier))],
        }),
      ).then(([unitMs, unitSpark, unitSogni, unitUsdE18]) => ({
        unitMs,
        unitSpark: BigInt(unitSpark),
        unitSogni: BigInt(unitSogni),
        unitUsdE18,
      })),
  }
}

export type ChainReads = ReturnType<typeof chainReads>
