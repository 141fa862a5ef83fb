import { RecoveryOperations } from '@supernet/sdk/schema'
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { hex, now, number, wire } from '../columns.ts'

/* What the module of recoveries tells; the journal of drizzle/0001 takes it back on a re-org. */

/** Guardians that are addresses, with what their account has set. */
export const chainGuardians = pgTable(
  'chain_guardians',
  {
    account: hex('account').notNull(),
    /** In lower case, as the event has it. */
    guardian: hex('guardian').notNull(),
    threshold: number('threshold').notNull(),
    delay: number('delay').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.account, table.guardian] }),
    index('chain_guardians_guardian').on(table.guardian),
  ],
)

/** Passkeys that were proposed for accounts, and what became of them. */
export const chainRecoveries = pgTable(
  'chain_recoveries',
  {
    account: hex('account').notNull(),
    qx: hex('qx').notNull(),
    qy: hex('qy').notNull(),
    state: text('state').$type<'proposed' | 'cancelled' | 'completed'>().notNull(),
    proposedAt: number('proposed_at').notNull(),
    readyAt: number('ready_at').notNull(),
    expiresAt: number('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.qx, table.qy] })],
)

/** New passkeys that ask guardians for an account. How far the chain is with one is asked of the rows above. */
export const recoveries = pgTable(
  'recoveries',
  {
    code: text('code').primaryKey(),
    passkey: text('passkey').notNull(),
    name: text('name').notNull(),
    /** Day since 1970 and keyed digest of it with the client address, until it is over: how many one address begins. */
    day: integer('day').notNull(),
    client: text('client'),
    /** Of the guardian that signed first, with what it signed. */
    account: hex('account'),
    operations: wire('operations', RecoveryOperations),
    /** Day on which the proposal was sent: how many this relayer pays for. */
    sentDay: integer('sent_day'),
    /** Why it does not go on. */
    reason: text('reason'),
    /** Until when guardians can sign, by the chain's clock. */
    expiresAt: number('expires_at').notNull(),
    createdAt: now('created_at'),
  },
  (table) => [
    index('recoveries_end').on(table.expiresAt),
    index('recoveries_day').on(table.day),
    index('recoveries_client').on(table.day).where(sql`client IS NOT NULL`),
    index('recoveries_sent').on(table.sentDay),
    index('recoveries_passkey').on(table.passkey),
  ],
)

export const recoverySignatures = pgTable(
  'recovery_signatures',
  {
    code: text('code').notNull(),
    guardian: hex('guardian').notNull(),
    proposal: hex('proposal').notNull(),
    completion: hex('completion').notNull(),
    receivedAt: now('received_at'),
  },
  (table) => [primaryKey({ columns: [table.code, table.guardian] })],
)
