import type { FlowKind } from '@supernet/sdk/schema'
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, hex, number, total } from '../columns.ts'

/*
 * What the treasury's events and those of its tills say; the journal of drizzle/0001 takes them back on a re-org.
 */

/** Other halves of what is shown already: Spark minted by a sale or burned by a chargeback, money of a buyback. */
export const HIDDEN_FLOWS = ['minted', 'recalled', 'boughtWith'] as const
export type StoredFlow = FlowKind | (typeof HIDDEN_FLOWS)[number]

export const chainFlows = pgTable(
  'chain_flows',
  {
    block: number('block').notNull(),
    logIndex: integer('log_index').notNull(),
    kind: text('kind').$type<StoredFlow>().notNull(),
    /** A name of `FlowToken`, or the address of a token. */
    token: text('token').notNull(),
    amount: amount('amount').notNull(),
    spark: total('spark'),
    sogni: total('sogni'),
    party: hex('party'),
    tx: hex('tx').notNull(),
    at: number('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.block, table.logIndex] }),
    index('chain_flows_kind').on(table.kind, table.block, table.logIndex),
    index('chain_flows_at').on(table.at),
  ],
)

export const chainSpendLimits = pgTable(
  'chain_spend_limits',
  {
    spender: hex('spender').notNull(),
    token: hex('token').notNull(),
    capacity: amount('capacity').notNull(),
    window: number('window').notNull(),
  },
  (table) => [primaryKey({ columns: [table.spender, table.token] })],
)
