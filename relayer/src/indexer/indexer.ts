import { desc } from 'drizzle-orm'
import type { Common } from '../common.ts'
import type { Transaction } from '../store/database.ts'
import { chainBlocks } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'
import { applyBlock, DEPTH, type Header } from './applyBlock.ts'
import { decodeLogs, indexedAddresses } from './log.ts'
import { finalizeShares, takeTouched } from './shareEffects.ts'
import { undoAfter, undoAll } from './undo.ts'

/** Blocks whose logs are asked for at once while catching up. */
const RANGE = 1_000

/** The chain answered for two different histories: ask again from the start. */
class ChainMoved extends Error {}

export interface Indexer {
  /** Brings the rows to the head. Run by one replica at a time. */
  step(signal: AbortSignal): Promise<void>
}

export function createIndexer(common: Common): Indexer {
  const { chain, store, network, bus, metrics, logger } = common
  const address = indexedAddresses(network)
  let finalized = -1

  const header = async (number: number): Promise<Header> => {
    const block = await chain.getBlock({ blockNumber: BigInt(number) }).catch((cause: unknown) => {
      throw cause instanceof Error && cause.name === 'BlockNotFoundError' ? new ChainMoved() : cause
    })
    return { number, hash: block.hash, parentHash: block.parentHash, time: Number(block.timestamp) }
  }

  const stored = () => store.db.select().from(chainBlocks).orderBy(desc(chainBlocks.number)).limit(DEPTH)

  /** A change of rows, then the wake-ups that it asks for. */
  const write = async (change: (tx: Transaction) => Promise<void>): Promise<void> => {
    const jobIds = await transact(store.db, async (tx) => {
      await change(tx)
      return takeTouched(tx)
    })
    for (const jobId of jobIds) bus.publish({ topic: 'job', jobId })
  }

  /** Leaves only blocks that the chain still has. Returns the newest of them. */
  const rewind = async (head: number): Promise<Header | undefined> => {
    const blocks = await stored()
    const [tip] = blocks
    if (tip === undefined) return undefined
    for (const block of blocks) {
      if (block.number > head) continue
      if ((await header(block.number)).hash !== block.hash) continue
      if (block !== tip) {
        logger.warn({ from: tip.number, to: block.number }, 'chain re-organised')
        metrics.reorgs.inc()
        await write((tx) => undoAfter(tx, block.number))
      }
      return block
    }
    logger.error({ from: tip.number, head }, 'chain lost more blocks than are kept, indexing all of it again')
    metrics.reorgs.inc()
    await write(undoAll)
    return undefined
  }

  /** Blocks `from..to` in order. Only the newest are kept one by one, and those with events. */
  const apply = async (from: number, to: number, parent: Header | undefined): Promise<Header> => {
    const last = await header(to)
    const logs = await chain.getLogs({ address, fromBlock: BigInt(from), toBlock: BigInt(to) })
    if ((await header(to)).hash !== last.hash) throw new ChainMoved()
    const byBlock = Map.groupBy(logs, (log) => Number(log.blockNumber))
    let previous = parent
    for (let number = from; number <= to; number++) {
      const events = byBlock.get(number) ?? []
      if (events.length === 0 && number <= to - DEPTH) {
        previous = undefined
        continue
      }
      const block = number === to ? last : await header(number)
      if (previous !== undefined && block.parentHash !== previous.hash) throw new ChainMoved()
      if (events.some((log) => log.blockHash !== block.hash)) throw new ChainMoved()
      await write((tx) => applyBlock(tx, block, decodeLogs(network, events, block.time)))
      previous = block
    }
    return last
  }

  const finalize = async (): Promise<void> => {
    const block = await chain.getBlock({ blockTag: 'finalized' })
    const number = Number(block.number)
    if (number === finalized) return
    await write((tx) => finalizeShares(tx, number))
    finalized = number
  }

  return {
    step: async (signal) => {
      try {
        const newest = await chain.getBlock({ blockTag: 'latest' })
        const head = Number(newest.number)
        let tip = await rewind(head)
        while (!signal.aborted && (tip?.number ?? network.deployBlock - 1) < head) {
          const from: number = (tip?.number ?? network.deployBlock - 1) + 1
          tip = await apply(from, Math.min(head, from + RANGE - 1), tip)
        }
        if (tip !== undefined) metrics.indexedBlock.set(tip.number)
        metrics.indexerLag.set(head - (tip?.number ?? 0))
        await finalize()
      } catch (error) {
        if (!(error instanceof ChainMoved)) throw error
        logger.info({}, 'chain moved while it was read')
      }
    },
  }
}
