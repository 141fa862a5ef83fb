import { modelAccessAbi, modelRegistryAbi, renderLedgerAbi, renderPricingAbi } from '@supernet/sdk/abi'
import { toBaseError } from '@supernet/sdk/errors'
import { spendable, tierBps } from '@supernet/sdk/protocol'
import type { Network, Order } from '@supernet/sdk/schema'
import { createPublicClient, http, type PublicClient, type TypedDataDefinition } from 'viem'
import type { SessionFacts } from '../core/policy.ts'

type Hex = `0x${string}`

/** What the worker reads from the chain. Nothing here is remembered: money is decided on fresh values. */
export interface Chain {
  client: PublicClient
  /** The session, and whether its owner may order from the model. */
  session(key: Hex, model: number): Promise<SessionFacts>
  /** Price of one image in the order's currency; undefined when the chain does not sell the order. */
  price(order: Order): Promise<{ unitMs: number; unitPrice: bigint } | undefined>
  /** Registered model with this content; undefined when there is none. */
  modelWith(contentRoot: Hex): Promise<{ id: number; listed: boolean; classId: Hex } | undefined>
  isUsed(session: Hex, seq: number): Promise<boolean>
  /** Whether the owner of a session signed this, with a key or as an account. */
  isOwners(session: Hex, data: TypedDataDefinition, signature: Hex): Promise<boolean>
  /** Timestamp of the newest block. */
  timestamp(): Promise<number>
}

/** A refusal of the contract is an answer; a chain that cannot be reached is not. */
const unlessReverted = (error: unknown): undefined => {
  const fault = toBaseError(error)
  if (fault.retryable) throw fault
}

const STATES = ['none', 'open', 'closing', 'closed'] as const
const CURRENCIES = ['sogni', 'spark', 'promo'] as const

export const createChain = ({ rpcUrl, contracts }: Network): Chain => {
  const client = createPublicClient({ transport: http(rpcUrl, { batch: true }), pollingInterval: 500 })
  const ledger = { address: contracts.renderLedger, abi: renderLedgerAbi } as const
  const registry = { address: contracts.modelRegistry, abi: modelRegistryAbi } as const
  const access = { address: contracts.modelAccess, abi: modelAccessAbi } as const
  const pricing = { address: contracts.renderPricing, abi: renderPricingAbi } as const

  return {
    client,
    async session(key, model) {
      const row = await client.readContract({ ...ledger, functionName: 'session', args: [key] })
      const mayUse = await client.readContract({
        ...access,
        functionName: 'mayUse',
        args: [model, row.owner],
      })
      return {
        state: STATES[row.state] ?? 'none',
        currency: CURRENCIES[row.currency] ?? 'sogni',
        spendable: spendable(row),
        expiry: row.expiry,
        numbers: { base: row.base, bits: row.window },
        mayUse,
      }
    },
    async price({ model, steps, width, height, tier, currency }) {
      const args = [model, steps, width, height, Number(tierBps(tier))] as const
      // Spark does not ask for the price of SOGNI, so that it goes on where that one is refused.
      if (currency !== 'sogni') {
        const cost = await client
          .readContract({ ...pricing, functionName: 'sparkCost', args })
          .catch(unlessReverted)
        return cost && { unitMs: cost[0], unitPrice: BigInt(cost[1]) }
      }
      const cost = await client
        .readContract({ ...pricing, functionName: 'unitCost', args })
        .catch(unlessReverted)
      return cost && { unitMs: cost[0], unitPrice: BigInt(cost[2]) }
    },
    async modelWith(contentRoot) {
      const id = await client.readContract({ ...registry, functionName: 'modelOf', args: [contentRoot] })
      if (id === 0) return undefined
      const [listed, spec] = await Promise.all([
        client.readContract({ ...registry, functionName: 'isListed', args: [id] }),
        client.readContract({ ...registry, functionName: 'specOf', args: [id] }),
      ])
      return { id, listed, classId: spec.classId }
    },
    isUsed: (session, seq) =>
      client.readContract({ ...ledger, functionName: 'isUsed', args: [session, seq] }),
    async isOwners(session, data, signature) {
      const { owner } = await client.readContract({ ...ledger, functionName: 'session', args: [session] })
      return client.verifyTypedData({ ...data, address: owner, signature })
    },
    timestamp: async () => Number((await client.getBlock()).timestamp),
  }
}
