import { priceOracleAbi } from '@supernet/sdk/abi'
import { toBaseError } from '@supernet/sdk/errors'
import type { Common } from '../common.ts'
import { chainPrice, marketPrice } from '../store/schema/index.ts'

/**
 * Writes down what the oracle would charge with at the newest block, once for each block, after a pool was named. Quotes,
 * reservations and tickets of every replica read that row, so that they agree with the chain. Run by one replica at a time.
 */
export function createMarketReader({ chain, network, store, metrics }: Common) {
  const oracle = { address: network.contracts.priceOracle, abi: priceOracleAbi } as const
  let seen: string | undefined

  const chargePrice = (blockNumber: bigint): Promise<bigint | null> =>
    chain.readContract({ ...oracle, functionName: 'chargePrice', blockNumber }).catch((error: unknown) => {
      const fault = toBaseError(error)
      // A node that does not answer says nothing about the price; the last reading grows old.
      if (fault.retryable) throw fault
      return null
    })

  return {
    /** False: another block brings the next reading, or the one that names a pool. */
    step: async (): Promise<false> => {
      const [governed] = await store.db.select().from(chainPrice)
      if (governed === undefined || governed.pool === null) return false
      const block = await chain.getBlock({ blockTag: 'latest' })
      if (block.hash === seen) return false
      const priceE18 = await chargePrice(block.number)
      const row = { priceE18, block: Number(block.number), at: Number(block.timestamp) }
      await store.db
        .insert(marketPrice)
        .values({ id: 1, ...row })
        .onConflictDoUpdate({ target: marketPrice.id, set: row })
      metrics.marketPrice.set(priceE18 === null ? 0 : Number(priceE18) / 1e18)
      seen = block.hash
      return false
    },
  }
}
