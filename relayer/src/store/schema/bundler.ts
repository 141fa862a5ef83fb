import { UserOperation } from '@supernet/sdk/schema'
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { amount, hex, now, number, wire } from '../columns.ts'

/** Operations of accounts, from the moment that they are taken. */
export const userOperations = pgTable(
  'user_operations',
  {
    hash: hex('hash').primaryKey(),
    n: bigserial('n', { mode: 'number' }).notNull(),
    sender: hex('sender').notNull(),
    nonce: amount('nonce').notNull(),
    operation: wire('operation', UserOperation).notNull(),
    state: text('state').$type<'queued' | 'bundled' | 'included' | 'final' | 'dropped'>().notNull(),
    bundle: number('bundle'),
    /** Operations that its next bundle has at most, after one reverted with it; 0 where it reverted alone. */
    width: integer('width'),
    /** Why it was dropped. */
    reason: text('reason'),
    /** Head of the chain when it came. */
    head: number('head').notNull(),
    receivedAt: now('received_at'),
    tx: hex('tx'),
    block: number('block'),
    blockHash: hex('block_hash'),
    success: boolean('success'),
    gasCost: amount('gas_cost'),
    gasUsed: amount('gas_used'),
  },
  (table) => [
    index('user_operations_state').on(table.state, table.n),
    index('user_operations_bundle').on(table.bundle),
    // An account has one operation of a number on its way: a dearer one takes its place.
    uniqueIndex('user_operations_nonce')
      .on(table.sender, table.nonce)
      .where(sql`state IN ('queued', 'bundled')`),
    index('user_operations_reverted').on(table.sender).where(sql`width = 0`),
  ],
)

/** Transactions of the bundler's keys. The bytes are durable before anybody sees them, as in the outbox. */
export const bundles = pgTable(
  'bundles',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    key: hex('key').notNull(),
    nonce: integer('nonce').notNull(),
    data: hex('data').notNull(),
    gas: bigint('gas', { mode: 'bigint' }).notNull(),
    state: text('state').$type<'intent' | 'mined' | 'final' | 'lost'>().notNull(),
    tx: hex('tx'),
    block: number('block'),
    blockHash: hex('block_hash'),
    gasUsed: number('gas_used'),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    createdAt: now('created_at'),
  },
  (table) => [
    index('bundles_state').on(table.state),
    uniqueIndex('bundles_nonce').on(table.key, table.nonce).where(sql`state IN ('intent', 'mined')`),
  ],
)

/** Every signed version of a bundle: all share its nonce, one of them can be mined. */
export const bundleAttempts = pgTable(
  'bundle_attempts',
  {
    hash: hex('hash').primaryKey(),
    bundle: number('bundle').notNull(),
    raw: hex('raw').notNull(),
    maxFeePerGas: bigint('max_fee_per_gas', { mode: 'bigint' }).notNull(),
    maxPriorityFeePerGas: bigint('max_priority_fee_per_gas', { mode: 'bigint' }).notNull(),
    /** Pays nobody and does nothing: it only takes the nonce, so that the operations can go another way. */
    cancels: boolean('cancels').notNull().default(false),
    createdAt: now('created_at'),
  },
  (table) => [index('bundle_attempts_bundle').on(table.bundle)],
)

/** What the sponsor has approved: reserved until it ends, charged once it is on chain. */
export const sponsorships = pgTable(
  'sponsorships',
  {
    sender: hex('sender').notNull(),
    nonce: amount('nonce').notNull(),
    /** Days since 1970, by the chain's clock. */
    day: integer('day').notNull(),
    /** Keyed digest of day and client address, until the day is over. */
    client: text('client'),
    creates: boolean('creates').notNull(),
    reserved: amount('reserved').notNull(),
    charged: amount('charged'),
    validUntil: number('valid_until').notNull(),
    /** Head of the chain when it was approved. */
    head: number('head').notNull(),
    createdAt: now('created_at'),
  },
  (table) => [
    primaryKey({ columns: [table.sender, table.nonce] }),
    index('sponsorships_day').on(table.day),
    index('sponsorships_client').on(table.day).where(sql`client IS NOT NULL`),
  ],
)
