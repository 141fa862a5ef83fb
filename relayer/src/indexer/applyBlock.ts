import { sql } from 'drizzle-orm'
import type { Transaction } from '../store/database.ts'
import { chainBlocks } from '../store/schema/index.ts'
import { addToBatch, openBatch, type SettledBatch, writeBatch } from './handlers/batch.ts'
import { handleGovernor } from './handlers/governance.ts'
import { handleLedger } from './handlers/ledger.ts'
import { handleModel } from './handlers/models.ts'
import { handlePrice } from './handlers/price.ts'
import { handleLicense, handleRegistry } from './handlers/workers.ts'
import type { ChainEvent } from './log.ts'

export interface Header {
  readonly number: number
  readonly hash: `0x${string}`
  readonly parentHash: `0x${string}`
  readonly time: number
}

/** Blocks that can be taken back one by one. Deeper re-orgs start from the deployment again. */
export const DEPTH = 64

/** Rows of one block, in the caller's transaction: its events in order, then the block itself. */
export async function applyBlock(
  tx: Transaction,
  header: Header,
  events: readonly ChainEvent[],
): Promise<void> {
  await tx.execute(sql`SELECT set_config('supernet.block', ${String(header.number)}, true)`)
  let batch: SettledBatch | undefined
  const closeBatch = async () => {
    if (batch !== undefined) await writeBatch(tx, batch)
    batch = undefined
  }
  for (const { source, event } of events) {
    if (source === 'ledger') {
      const inside = batch !== undefined && batch.place.tx === event.place.tx && addToBatch(batch, event)
      if (inside) continue
      await closeBatch()
      if (event.eventName === 'BatchSettled') batch = openBatch(event)
      else await handleLedger(tx, event)
      continue
    }
    await closeBatch()
    if (source === 'registry') await handleRegistry(tx, event)
    else if (source === 'license') await handleLicense(tx, event)
    else if (source === 'models') await handleModel(tx, event)
    else if (source === 'governor') await handleGovernor(tx, event)
    else await handlePrice(tx, event)
  }
  await closeBatch()
  await tx.insert(chainBlocks).values(header)
  await tx.execute(sql`DELETE FROM chain_blocks WHERE number <= ${header.number - DEPTH}`)
  await tx.execute(sql`DELETE FROM chain_undo WHERE block <= ${header.number - DEPTH}`)
}
