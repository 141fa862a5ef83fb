import { sql } from 'drizzle-orm'
import type { Transaction } from '../store/database.ts'
import { unsettleShares } from './shareEffects.ts'
import { CHAIN_TABLES } from './tables.ts'

/** Takes every block above `fork` back, with what it did to shares. */
export async function undoAfter(tx: Transaction, fork: number): Promise<void> {
  await tx.execute(sql`SELECT chain_undo_after(${fork})`)
  await unsettleShares(tx, fork)
}

/** Nothing that is stored belongs to the chain any longer: all of it is read again. */
export async function undoAll(tx: Transaction): Promise<void> {
  await tx.execute(sql.raw(`TRUNCATE ${CHAIN_TABLES.join(', ')}`))
  await unsettleShares(tx, -1)
}
