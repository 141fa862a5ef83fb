import { sql } from 'drizzle-orm'
import type { Transaction } from '../store/database.ts'
import { accounts, recoveries, signedTransfers, sponsorships } from '../store/schema/index.ts'

const DAY = 24 * 3600
/** The chain's clock, which some rows go by, may be behind. */
const SLACK = 3600

/** Rows outlive the limits of their day; who asked for them, even as a digest, does not. */
export async function forgetClients(tx: Transaction, now: number, most: number): Promise<number> {
  const today = Math.floor((now - SLACK) / DAY)
  let forgotten = 0
  for (const table of [accounts, recoveries, signedTransfers, sponsorships]) {
    const { rowCount } = await tx.execute(sql`
      UPDATE ${table} SET client = NULL WHERE ctid IN (SELECT ctid FROM ${table}
        WHERE client IS NOT NULL AND day < ${today} LIMIT ${most} FOR UPDATE SKIP LOCKED)`)
    forgotten = Math.max(forgotten, rowCount ?? 0)
  }
  return forgotten
}
