import { sql } from 'drizzle-orm'
import type { Transaction } from '../store/database.ts'
import { chainBlocks } from '../store/schema/index.ts'
import { handleAccess, handleModelStake } from './handlers/assets.ts'
import { addToBatch, openBatch, type SettledBatch, writeBatch } from './handlers/batch.ts'
import { handleCampaign } from './handlers/campaigns.ts'
import { handleDevice } from './handlers/devices.ts'
import { handleGovernor } from './handlers/governance.ts'
import { handleLedger } from './handlers/ledger.ts'
import { handleModel } from './handlers/models.ts'
import { handleOracle, handlePrice } from './handlers/price.ts'
import { handleQuest, handleReferral } from './handlers/promotions.ts'
import { handleRecovery } from './handlers/recoveries.ts'
import { handleBenefits, handleVault } from './handlers/stakes.ts'
import { handleFiat, handlePromoIssuer, handleSale, handleSpark, handleStream } from './handlers/tills.ts'
import { handleBuyback, handleTreasury } from './handlers/treasury.ts'
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
  for (const happened of events) {
    const { source, event } = happened
    if (source === 'ledger') {
      const inside = batch !== undefined && batch.place.tx === event.place.tx && addToBatch(batch, event)
      if (inside) continue
      await closeBatch()
      if (event.eventName === 'BatchSettled') batch = openBatch(event)
      else await handleLedger(tx, event)
      continue
    }
    await closeBatch()
    await handle(tx, happened)
  }
  await closeBatch()
  await tx.insert(chainBlocks).values(header)
  await tx.execute(sql`DELETE FROM chain_blocks WHERE number <= ${header.number - DEPTH}`)
  await tx.execute(sql`DELETE FROM chain_undo WHERE block <= ${header.number - DEPTH}`)
}

/** Whatever happens outside the ledger: each event belongs to one handler. */
async function handle(tx: Transaction, { source, event }: ChainEvent): Promise<void> {
  switch (source) {
    case 'registry':
      return handleRegistry(tx, event)
    case 'license':
      return handleLicense(tx, event)
    case 'models':
      return handleModel(tx, event)
    case 'governor':
      return handleGovernor(tx, event)
    case 'access':
      return handleAccess(tx, event)
    case 'modelStake':
      return handleModelStake(tx, event)
    case 'vault':
      return handleVault(tx, event)
    case 'benefits':
      return handleBenefits(tx, event)
    case 'devices':
      return handleDevice(tx, event)
    case 'recoveries':
      return handleRecovery(tx, event)
    case 'referrals':
      return handleReferral(tx, event)
    case 'quests':
      return handleQuest(tx, event)
    case 'campaigns':
      return handleCampaign(tx, event)
    case 'treasury':
      return handleTreasury(tx, event)
    case 'sale':
      return handleSale(tx, event)
    case 'fiat':
      return handleFiat(tx, event)
    case 'promo':
      return handlePromoIssuer(tx, event)
    case 'spark':
      return handleSpark(tx, event)
    case 'stream':
      return handleStream(tx, event)
    case 'buyback':
      return handleBuyback(tx, event)
    case 'oracle':
      return handleOracle(tx, event)
    case 'price':
      return handlePrice(tx, event)
    case 'ledger':
      return
  }
}
