import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, number } from '../columns.ts'

/**
 * What accounts have earned in a campaign in all, after each week that this relayer distributed: not rows of the chain, but
 * the leaves under the roots that it publishes.
 */
export const distributions = pgTable(
  'distributions',
  {
    campaign: number('campaign').notNull(),
    epoch: integer('epoch').notNull(),
    account: text('account').$type<`0x${string}`>().notNull(),
    earned: amount('earned').notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaign, table.epoch, table.account] })],
)

/** Weeks that were distributed, also those in which nobody earned anything. */
export const distributed = pgTable(
  'distributed',
  {
    campaign: number('campaign').notNull(),
    epoch: integer('epoch').notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaign, table.epoch] })],
)
