import { eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../store/database.ts'
import { chainBlocks, chainReading } from '../store/schema/index.ts'

/**
 * How the chain is read: raised by one whenever an event, a handler or a table changes what the rows say, so that a
 * database that was read otherwise is read again. A test keeps the fingerprint of what it stands for.
 */
export const READING = 4

const ONE = eq(chainReading.id, 1)

/** Whether rows of an older reading are served. Rows are as old as the oldest reading that made any of them. */
export async function isReadOtherwise(db: Database): Promise<boolean> {
  const [row] = await db.select().from(chainReading).where(ONE)
  if (row?.reading === READING) return false
  return db.transaction(async (tx) => {
    const [block] = await tx.select({ number: chainBlocks.number }).from(chainBlocks).limit(1)
    // Without blocks there is nothing to mend; after a newer relayer has been here, it will have to come again.
    if (block !== undefined && (row === undefined || row.reading < READING)) return true
    await setReading(tx)
    return false
  })
}

export async function setReading(tx: Transaction): Promise<void> {
  await tx
    .insert(chainReading)
    .values({ id: 1, reading: READING })
    .onConflictDoUpdate({ target: chainReading.id, set: { reading: sql`excluded.reading` } })
}
