import type { PaymentProvider, PurchaseState } from '@supernet/sdk/schema'
import { sql } from 'drizzle-orm'
import { bigserial, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { PaymentFact } from '../../core/paymentFact.ts'
import { amount, hex, now, number, total, wire } from '../columns.ts'

const provider = () => text('provider').$type<PaymentProvider>().notNull()

/** Every event that a provider delivered, once, for ever: a provider may deliver it again at any time. */
export const paymentEvents = pgTable(
  'payment_events',
  {
    /** Provider and the event's own id. */
    id: text('id').primaryKey(),
    n: bigserial('n', { mode: 'number' }).notNull(),
    provider: provider(),
    /** Null where the event is of no concern. */
    fact: wire('fact', PaymentFact),
    receivedAt: now('received_at'),
    handledAt: timestamp('handled_at', { withTimezone: true }),
  },
  (table) => [index('payment_events_waiting').on(table.n).where(sql`handled_at IS NULL`)],
)

export const checkouts = pgTable('checkouts', {
  /** The buyer's own random id. */
  id: text('id').primaryKey(),
  provider: provider(),
  pack: text('pack').notNull(),
  owner: hex('owner').notNull(),
  usdCents: integer('usd_cents').notNull(),
  /** Promised, in units of 1e-6 Spark. */
  spark: amount('spark').notNull(),
  url: text('url'),
  state: text('state').$type<'open' | 'paid' | 'ended'>().notNull().default('open'),
  createdAt: now('created_at'),
})

/** A payment, and what of it the chain has: the worker looks at those that are due. */
export const purchases = pgTable(
  'purchases',
  {
    provider: provider(),
    /** The provider's number of the payment. */
    payment: text('payment').notNull(),
    receipt: hex('receipt').notNull(),
    checkout: text('checkout'),
    owner: hex('owner').notNull(),
    pack: text('pack').notNull(),
    usdE6: amount('usd_e6').notNull(),
    promised: amount('promised').notNull(),
    paidCents: integer('paid_cents'),
    state: text('state').$type<PurchaseState>().notNull(),
    code: text('code'),
    spark: total('spark'),
    waitingSpark: total('waiting_spark'),
    releaseAt: number('release_at'),
    refundedUsdE6: total('refunded_usd_e6'),
    tx: hex('tx'),
    /** How often in a row the chain refused. */
    tries: integer('tries').notNull().default(0),
    /** When to look at it again; null once everything is final. */
    dueAt: timestamp('due_at', { withTimezone: true }).defaultNow(),
    paidAt: number('paid_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.payment] }),
    index('purchases_receipt').on(table.receipt),
    index('purchases_owner').on(table.owner, table.paidAt),
    index('purchases_checkout').on(table.checkout),
    index('purchases_due').on(table.dueAt),
  ],
)

/** What refunds and disputes took of payments, also of those that are not known yet. */
export const paymentTakings = pgTable(
  'payment_takings',
  {
    provider: provider(),
    payment: text('payment').notNull(),
    source: text('source').notNull(),
    taken: number('taken').notNull(),
    of: number('of'),
    at: number('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.payment, table.source] })],
)
