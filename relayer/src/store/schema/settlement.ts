import { Line } from '@supernet/sdk/schema'
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
import { z } from 'zod'
import { hex, now, number, wire } from '../columns.ts'

export const tabs = pgTable(
  'tabs',
  {
    digest: hex('digest').primaryKey(),
    /** Order of arrival: the newest tab over a line counts. */
    n: bigserial('n', { mode: 'number' }).notNull(),
    session: hex('session').notNull(),
    lines: wire('lines', z.array(Line)).notNull(),
    ratings: hex('ratings').notNull(),
    signature: hex('signature').notNull(),
    /** All its lines are settled, or a newer tab covers them all. */
    closed: boolean('closed').notNull().default(false),
    receivedAt: now('received_at'),
  },
  (table) => [
    index('tabs_open').on(table.session, table.closed),
    index('tabs_received_at').on(table.receivedAt),
  ],
)

export const batches = pgTable(
  'batches',
  {
    id: text('id').primaryKey(),
    lane: text('lane').$type<'tabs' | 'tickets'>().notNull(),
    state: text('state').$type<'assembling' | 'submitted' | 'settled' | 'final' | 'dropped'>().notNull(),
    lines: integer('lines').notNull(),
    createdAt: now('created_at'),
    code: text('code'),
  },
  (table) => [index('batches_state').on(table.state), index('batches_created_at').on(table.createdAt)],
)

/** Numbers that a batch carries; a number is in flight while its batch is. */
export const batchLines = pgTable(
  'batch_lines',
  {
    batch: text('batch').notNull(),
    session: hex('session').notNull(),
    seq: number('seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.batch, table.session, table.seq] }),
    index('batch_lines_number').on(table.session, table.seq),
  ],
)

/** A worker's list of a batch and its answer. `id` is what the worker sees as batch. */
export const cosigns = pgTable(
  'cosigns',
  {
    id: text('id').notNull(),
    operator: hex('operator').notNull(),
    batch: text('batch').notNull(),
    lines: wire('lines', z.array(Line)).notNull(),
    receiptsRoot: hex('receipts_root'),
    time: number('time'),
    signature: hex('signature'),
    declined: text('declined'),
  },
  (table) => [primaryKey({ columns: [table.id, table.operator] }), index('cosigns_batch').on(table.batch)],
)

/**
 * Transactions to send. `intent` rows own a nonce and signed bytes before anything is broadcast, so that a restart
 * between any two lines sends the same bytes or finds them mined.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind').notNull(),
    /** Whose key signs it; each counts its own nonces. */
    sender: text('sender').$type<'relayer' | 'fiatMinter'>().notNull().default('relayer'),
    /** Batch id, the keeper's duty, the receipt of a purchase, or the digest of a transfer. */
    ref: text('ref').notNull(),
    to: hex('to').notNull(),
    data: hex('data').notNull(),
    state: text('state').$type<'queued' | 'intent' | 'mined' | 'final' | 'dropped'>().notNull(),
    nonce: integer('nonce'),
    gas: bigint('gas', { mode: 'bigint' }),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    tx: hex('tx'),
    block: number('block'),
    blockHash: hex('block_hash'),
    gasUsed: number('gas_used'),
    failed: boolean('failed').notNull().default(false),
    code: text('code'),
    createdAt: now('created_at'),
  },
  (table) => [
    index('outbox_state').on(table.state, table.id),
    index('outbox_ref').on(table.ref),
    // Two replicas that both believe to lead cannot give one nonce to two transactions.
    uniqueIndex('outbox_nonce').on(table.sender, table.nonce).where(sql`state IN ('intent', 'mined')`),
  ],
)

/** Every signed version of a transaction; all of them share the nonce, one of them can be mined. */
export const outboxAttempts = pgTable(
  'outbox_attempts',
  {
    hash: hex('hash').primaryKey(),
    outbox: number('outbox').notNull(),
    raw: hex('raw').notNull(),
    maxFeePerGas: bigint('max_fee_per_gas', { mode: 'bigint' }).notNull(),
    maxPriorityFeePerGas: bigint('max_priority_fee_per_gas', { mode: 'bigint' }).notNull(),
    createdAt: now('created_at'),
  },
  (table) => [index('outbox_attempts_outbox').on(table.outbox)],
)
