import { renderLedgerAbi, renderPricingAbi, treasuryAbi } from '@supernet/sdk/abi'
import { and, eq, inArray } from 'drizzle-orm'
import { encodeFunctionData } from 'viem'
import type { Common } from '../common.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import { outbox } from '../store/schema/index.ts'
import { reportNoShows } from './noShows.ts'

type Hex = `0x${string}`

interface Duty {
  readonly name: string
  readonly to: Hex
  readonly data: Hex
  needed(): Promise<boolean>
}

/** Duties that anybody may do for the network: each looks at the chain first, so doing them twice costs nothing. */
export function createKeeper(common: Common) {
  const { store, chain, network, logger } = common
  const { renderLedger, renderPricing, treasury } = network.contracts
  const books = () =>
    chain.readContract({ address: renderLedger, abi: renderLedgerAbi, functionName: 'global' })
  const ledgerCall = (functionName: 'flushBurn' | 'pushSparkRate') =>
    encodeFunctionData({ abi: renderLedgerAbi, functionName })

  const duties: readonly Duty[] = [
    {
      name: 'flushBurn',
      to: renderLedger,
      data: ledgerCall('flushBurn'),
      needed: async () => {
        const { sparkHeld, sparkOutstanding, promoHeld, promoOutstanding } = await books()
        return sparkHeld > sparkOutstanding || promoHeld > promoOutstanding
      },
    },
    {
      name: 'refillPool',
      to: treasury,
      data: encodeFunctionData({ abi: treasuryAbi, functionName: 'refillPool' }),
      needed: async () => {
        const target = await chain.readContract({
          address: treasury,
          abi: treasuryAbi,
          functionName: 'poolTarget',
        })
        return (await books()).pool < target
      },
    },
    {
      name: 'pushSparkRate',
      to: renderLedger,
      data: ledgerCall('pushSparkRate'),
      needed: async () => {
        const rate = await chain.readContract({
          address: renderPricing,
          abi: renderPricingAbi,
          functionName: 'sparkRate',
        })
        return (await books()).sparkRate !== rate
      },
    },
  ]

  const isPending = async (name: string): Promise<boolean> => {
    const [row] = await store.db
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        and(eq(outbox.kind, 'keeper'), eq(outbox.ref, name), inArray(outbox.state, ['queued', 'intent'])),
      )
    return row !== undefined
  }

  return {
    step: async (): Promise<void> => {
      for (const { name, to, data, needed } of duties) {
        if (await isPending(name)) continue
        const due = await needed().catch((error: unknown) => {
          logger.debug({ duty: name, error }, 'duty cannot be judged')
          return false
        })
        if (due) await enqueue(store.db, { kind: 'keeper', ref: name, to, data })
      }
      await reportNoShows(common)
    },
  }
}
