import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, hex, now } from '../columns.ts'

/** SOGNI that holders signed away (ERC-3009) for the relayer to send; how far each is stands in the outbox. */
export const signedTransfers = pgTable(
  'signed_transfers',
  {
    /** EIP-712 digest of the authorization; the outbox names it so. */
    id: hex('id').primaryKey(),
    holder: hex('holder').notNull(),
    nonce: hex('nonce').notNull(),
    payee: hex('payee').notNull(),
    amount: amount('amount').notNull(),
    /** Day since 1970 and keyed digest of it with the client address, until it is over: how many one address asks for. */
    day: integer('day').notNull(),
    client: text('client'),
    createdAt: now('created_at'),
  },
  (table) => [
    uniqueIndex('signed_transfers_nonce').on(table.holder, table.nonce),
    index('signed_transfers_day').on(table.day),
    index('signed_transfers_client').on(table.day).where(sql`client IS NOT NULL`),
    index('signed_transfers_created_at').on(table.createdAt),
  ],
)
