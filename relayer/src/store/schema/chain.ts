import { type Currency, RenderTable } from '@supernet/sdk/schema'
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, hex, number, total, wire } from '../columns.ts'

/*
 * Rows rebuilt from events alone. A trigger on each table (drizzle/0001) journals what a block changed in
 * `chain_undo`, so that a re-org takes back exactly the blocks above the fork.
 */

const counter = (name: string) => number(name).notNull().default(0)

/** The last blocks that the rows below include. */
export const chainBlocks = pgTable('chain_blocks', {
  number: number('number').primaryKey(),
  hash: hex('hash').notNull(),
  parentHash: hex('parent_hash').notNull(),
  time: number('time').notNull(),
})

/** One row, id 1: how the rows below were read (indexer/reading.ts). No re-org takes it back. */
export const chainReading = pgTable('chain_reading', {
  id: integer('id').primaryKey(),
  reading: integer('reading').notNull(),
})

export const chainSessions = pgTable(
  'chain_sessions',
  {
    key: hex('key').primaryKey(),
    owner: hex('owner').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    balance: total('balance'),
    base: counter('base'),
    window: total('window'),
    discountBps: integer('discount_bps').notNull().default(0),
    state: text('state').$type<'open' | 'closing' | 'closed'>().notNull(),
    expiry: number('expiry').notNull(),
    requested: total('requested'),
    unlockAt: counter('unlock_at'),
    block: number('block').notNull(),
  },
  (table) => [index('chain_sessions_owner').on(table.owner)],
)

export const chainOperators = pgTable('chain_operators', {
  operator: hex('operator').primaryKey(),
  fast: boolean('fast').notNull(),
  jailed: boolean('jailed').notNull(),
  takeBps: integer('take_bps').notNull(),
  retireAt: counter('retire_at'),
  accrued: total('accrued'),
  jobs: counter('jobs'),
  baseMs: counter('base_ms'),
  failures: counter('failures'),
  good: counter('good'),
  rated: counter('rated'),
  pending0: total('pending0'),
  unlockAt0: counter('unlock_at0'),
  pending1: total('pending1'),
  unlockAt1: counter('unlock_at1'),
})

export const chainWorkers = pgTable(
  'chain_workers',
  {
    workerId: hex('worker_id').primaryKey(),
    owner: hex('owner').notNull(),
    operator: hex('operator'),
    payout: hex('payout'),
    fast: boolean('fast').notNull(),
    minSeq: counter('min_seq'),
  },
  (table) => [index('chain_workers_operator').on(table.operator)],
)

export const chainModels = pgTable('chain_models', {
  id: number('id').primaryKey(),
  owner: hex('owner').notNull(),
  account: hex('account').notNull(),
  name: text('name').notNull(),
  uri: text('uri').notNull(),
  contentRoot: hex('content_root').notNull(),
  classId: hex('class_id').notNull(),
  table: wire('render_table', RenderTable).notNull(),
})

/** The ledger's own row of a model. */
export const chainLedgerModels = pgTable('chain_ledger_models', {
  id: number('id').primaryKey(),
  royaltyBps: integer('royalty_bps').notNull(),
  listed: boolean('listed').notNull(),
  royalty: total('royalty'),
  images: counter('images'),
})

export const chainLines = pgTable(
  'chain_lines',
  {
    tx: hex('tx').notNull(),
    logIndex: integer('log_index').notNull(),
    position: integer('position').notNull(),
    session: hex('session').notNull(),
    seq: number('seq').notNull(),
    count: integer('count').notNull(),
    model: number('model').notNull(),
    operator: hex('operator').notNull(),
    images: integer('images').notNull(),
    steps: number('steps').notNull(),
    baseMs: number('base_ms').notNull(),
    rating: integer('rating').notNull(),
    amount: amount('amount').notNull(),
    debit: amount('debit').notNull(),
    gross: amount('gross').notNull(),
    royalty: amount('royalty').notNull(),
    skipped: text('skipped'),
    block: number('block').notNull(),
    at: number('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tx, table.logIndex, table.position] }),
    index('chain_lines_number').on(table.session, table.seq),
    index('chain_lines_block').on(table.block),
    index('chain_lines_at').on(table.at),
  ],
)

export const chainSettlements = pgTable(
  'chain_settlements',
  {
    tx: hex('tx').notNull(),
    logIndex: integer('log_index').notNull(),
    lines: integer('lines').notNull(),
    applied: integer('applied').notNull(),
    skipped: integer('skipped').notNull(),
    images: counter('images'),
    sparkRate: amount('spark_rate').notNull(),
    block: number('block').notNull(),
    at: number('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tx, table.logIndex] }),
    index('chain_settlements_block').on(table.block),
  ],
)

export const chainNoShows = pgTable(
  'chain_no_shows',
  {
    session: hex('session').notNull(),
    seq: number('seq').notNull(),
    operator: hex('operator').notNull(),
    ticket: hex('ticket').notNull(),
    block: number('block').notNull(),
  },
  (table) => [primaryKey({ columns: [table.session, table.seq] })],
)

/** One row, id 1: the ledger's own books. */
export const chainGlobal = pgTable('chain_global', {
  id: integer('id').primaryKey(),
  treasury: total('treasury'),
  pool: total('pool'),
  sparkOutstanding: total('spark_outstanding'),
  promoOutstanding: total('promo_outstanding'),
  sparkHeld: total('spark_held'),
  promoHeld: total('promo_held'),
  sparkRate: total('spark_rate'),
})

/** One row, id 1: the governed price of SOGNI, which counts until the oracle has a pool. */
export const chainPrice = pgTable('chain_price', {
  id: integer('id').primaryKey(),
  priceE18: amount('price_e18').notNull(),
  validUntil: number('valid_until').notNull(),
  pool: hex('pool'),
})
