import { spendable } from '@supernet/sdk/protocol'
import type { SessionView } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import type { SessionTerms } from '../core/checkTicket.ts'
import type { Queryable } from './database.ts'
import { chainSessions } from './schema/index.ts'

export type SessionRow = typeof chainSessions.$inferSelect

export async function readSession(db: Queryable, key: `0x${string}`): Promise<SessionRow | undefined> {
  const [row] = await db.select().from(chainSessions).where(eq(chainSessions.key, key))
  return row
}

export const sessionTerms = (row: SessionRow): SessionTerms => ({
  owner: row.owner,
  currency: row.currency,
  spendable: spendable(row),
  numbers: { base: row.base, bits: row.window },
  state: row.state,
  expiry: row.expiry,
})

export const sessionView = (row: SessionRow): SessionView => ({
  key: row.key,
  owner: row.owner,
  currency: row.currency,
  balance: row.balance,
  base: row.base,
  window: row.window,
  discountBps: row.discountBps,
  open: row.state === 'open',
  closing: row.state === 'closing',
  expiry: row.expiry,
  requested: row.requested,
  unlockAt: row.unlockAt,
  block: row.block,
})
