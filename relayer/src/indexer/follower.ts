import { desc } from 'drizzle-orm'
import type { Common } from '../common.ts'
import type { Transaction } from '../store/database.ts'
import { chainBlocks } from '../store/schema/index.ts'
import { applyBlock, DEPTH, type Header } from './applyBlock.ts'
import { decodeLogs, indexedAddresses } from './log.ts'
import { undoAfter, undoAll } from './undo.ts'

/** Blocks whose logs are asked for at once while catching up. */
const RANGE = 1_000

/** The chain answered for two different histories: ask again from the start. */
export class ChainMoved extends Error {}

/** Changes rows of one set of tables, in one transaction. */
export type Write = <T>(change: (tx: Transaction) => Promise<T>) => Promise<T>

interface FollowerOptions extends Pick<Common, 'chain' | 'network' | 'logger'> {
  readonly write: Write
  onReorg?(): void
}

export interface Follower {
  /** Brings the rows to the head, or as far as there is time. Returns the newest block that they include. */
  follow(head: number, mayGoOn: () => boolean): Promise<Header | undefined>
}

/** Reads the chain from the deployment to its head, in order, and takes back what a re-org undid. */
export function createFollower({ chain, network, logger, write, onReorg }: FollowerOptions): Follower {
  const address = indexedAddresses(network)

  const header = async (number: number): Promise<Header> => {
    const block = await chain.getBlock({ blockNumber: BigInt(number) }).catch((cause: unknown) => {
      throw cause instanceof Error && cause.name === 'BlockNotFoundError' ? new ChainMoved() : cause
    })
    return { number, hash: block.hash, parentHash: block.parentHash, time: Number(block.timestamp) }
  }

  const stored = () =>
    write((tx) => tx.select().from(chainBlocks).orderBy(desc(chainBlocks.number)).limit(DEPTH))

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
        onReorg?.()
        await write((tx) => undoAfter(tx, block.number))
      }
      return block
    }
    logger.error({ from: tip.number, head }, 'chain lost more blocks than are kept, indexing all of it again')
    onReorg?.()
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

  return {
    follow: async (head, mayGoOn) => {
      let tip = await rewind(head)
      while (mayGoOn() && (tip?.number ?? network.deployBlock - 1) < head) {
        const from: number = (tip?.number ?? network.deployBlock - 1) + 1
        tip = await apply(from, Math.min(head, from + RANGE - 1), tip)
      }
      return tip
    },
  }
}
