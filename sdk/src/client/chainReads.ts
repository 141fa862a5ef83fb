import type { Address, Hex, PublicClient } from 'viem'
import { renderLedgerAbi, renderPricingAbi, workerRegistryAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import type { NumberWindow } from '../protocol/numbers.ts'
import { tierBps } from '../protocol/pricing.ts'
import type { Contracts } from '../schema/network.ts'
import { Currency, type Order } from '../schema/order.ts'

export interface ChainSession {
  readonly owner: Address
  readonly currency: Currency
  readonly state: 'none' | 'open' | 'closing' | 'closed'
  readonly balance: bigint
  readonly window: NumberWindow
  readonly expiry: number
}

/** A worker as the registry knows it: the facts that no relayer is believed on. */
export interface ChainWorker {
  readonly workerId: Hex
  readonly owner: Address
  readonly operator: Address
  readonly fast: boolean
  readonly jailed: boolean
  readonly minSeq: number
}

const states = ['none', 'open', 'closing', 'closed'] as const

/** What a client asks the chain itself. Throws BaseError only. */
export function chainReads(chain: PublicClient, contracts: Contracts) {
  const guard = <T>(read: Promise<T>): Promise<T> =>
    read.catch((error: unknown) => {
      throw toBaseError(error)
    })

  return {
    session: (key: Address): Promise<ChainSession> =>
      guard(
        chain
          .readContract({
            abi: renderLedgerAbi,
            address: contracts.renderLedger,
            functionName: 'session',
            args: [key],
          })
          .then((session) => ({
            owner: session.owner,
            currency: Currency.options[session.currency] ?? 'sogni',
            state: states[session.state] ?? 'none',
            balance: session.balance,
            window: { base: session.base, bits: session.window },
            expiry: session.expiry,
          })),
      ),

    isUsed: (key: Address, seq: number): Promise<boolean> =>
      guard(
        chain.readContract({
          abi: renderLedgerAbi,
          address: contracts.renderLedger,
          functionName: 'isUsed',
          args: [key, seq],
        }),
      ),

    /** What the chain asks for one image; reverts for an order that the model does not take. */
    unitCost: (
      order: Order,
    ): Promise<{ unitMs: number; unitSpark: bigint; unitSogni: bigint; unitUsdE18: bigint }> =>
      guard(
        chain
          .readContract({
            abi: renderPricingAbi,
            address: contracts.renderPricing,
            functionName: 'unitCost',
            args: [order.model, order.steps, order.width, order.height, Number(tierBps(order.tier))],
          })
          .then(([unitMs, unitSpark, unitSogni, unitUsdE18]) => ({
            unitMs,
            unitSpark: BigInt(unitSpark),
            unitSogni: BigInt(unitSogni),
            unitUsdE18,
          })),
      ),

    /** The worker that `operator` signs for; undefined for a key that nobody registered. */
    workerOf: async (operator: Address): Promise<ChainWorker | undefined> => {
      const address = contracts.workerRegistry
      const workerId = await guard(
        chain.readContract({ abi: workerRegistryAbi, address, functionName: 'workerOf', args: [operator] }),
      )
      if (BigInt(workerId) === 0n) return undefined
      const worker = await guard(
        chain.readContract({ abi: workerRegistryAbi, address, functionName: 'worker', args: [workerId] }),
      )
      return { workerId, ...worker }
    },
  }
}

export type ChainReads = ReturnType<typeof chainReads>
