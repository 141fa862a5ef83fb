import type { Common } from '../common.ts'
import { transact } from '../store/transact.ts'
import { ChainMoved, createFollower, type Write } from './follower.ts'
import { createReread } from './reread.ts'
import { finalizeShares, takeTouched } from './shareEffects.ts'

export interface Indexer {
  /** Brings the rows to the head; false where they are there until there is another one. Run by one replica at a time. */
  step(signal: AbortSignal): Promise<boolean>
}

export function createIndexer(common: Common): Indexer {
  const { chain, store, bus, metrics, logger } = common

  /** A change of rows, then the wake-ups that it asks for. */
  const write: Write = async (change) => {
    const [result, jobIds] = await transact(store.db, async (tx) => [await change(tx), takeTouched(tx)])
    for (const jobId of jobIds) bus.publish({ topic: 'job', jobId })
    return result
  }
  const follower = createFollower({ ...common, write, onReorg: () => metrics.reorgs.inc() })
  const reread = createReread(common)
  let finalized = -1
  /** Head that all was done for. */
  let done: string | undefined

  const finalize = async (): Promise<void> => {
    const block = await chain.getBlock({ blockTag: 'finalized' })
    const number = Number(block.number)
    if (number === finalized) return
    await write((tx) => finalizeShares(tx, number))
    finalized = number
  }

  return {
    step: async (signal) => {
      let isThere = false
      try {
        const newest = await chain.getBlock({ blockTag: 'latest' })
        if (newest.hash === done) return false
        const isBehind = await reread.isDue()
        const head = Number(newest.number)
        const tip = await follower.follow(head, () => !signal.aborted)
        if (tip !== undefined) metrics.indexedBlock.set(tip.number)
        metrics.indexerLag.set(head - (tip?.number ?? 0))
        await finalize()
        if (isBehind && tip !== undefined) await reread.step(tip, signal)
        // A second reading goes on, whether there are blocks or not.
        isThere = !isBehind && tip?.hash === newest.hash
        if (isThere) done = newest.hash
      } catch (error) {
        if (!(error instanceof ChainMoved)) throw error
        logger.info({}, 'chain moved while it was read')
      }
      return !isThere
    },
  }
}
