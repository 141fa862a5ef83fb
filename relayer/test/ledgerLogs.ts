import { governedPriceAbi, renderLedgerAbi } from '@supernet/sdk/abi'
import type { Contracts } from '@supernet/sdk/schema'
import type { AbiEvent } from 'viem'
import { chainBlocks, chainPrice } from '../src/store/schema/index.ts'
import { logOf } from './scriptedChain.ts'
import { createWorld, newAccount } from './world.ts'

const events = (abi: readonly unknown[]) => abi as readonly AbiEvent[]

/** The session that the logs are about. */
export const key = newAccount().address

/** Logs of the ledger and the price, as many as an index can be told by. */
export const ledgerLogs = ({ renderLedger, governedPrice }: Contracts) => ({
  opened: (amount: bigint) =>
    logOf(renderLedger, events(renderLedgerAbi), 'SessionOpened', {
      key,
      owner: key,
      currency: 1,
      amount,
      expiry: 4_000_000_000,
    }),
  toppedUp: (amount: bigint, balance: bigint) =>
    logOf(renderLedger, events(renderLedgerAbi), 'SessionToppedUp', { key, amount, balance }),
  priced: (newPriceE18: bigint) =>
    logOf(governedPrice, events(governedPriceAbi), 'PriceSet', {
      oldPriceE18: 0n,
      newPriceE18,
      oldValidUntil: 0,
      newValidUntil: 1,
    }),
})

/** A world whose index has read nothing. */
export async function createUnreadWorld() {
  const world = await createWorld()
  await world.common.store.db.delete(chainBlocks)
  await world.common.store.db.delete(chainPrice)
  return world
}
