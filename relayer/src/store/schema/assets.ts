import { boolean, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { amount, hex, number } from '../columns.ts'

/* What makes a model an asset: who may use it, and what is staked on it. Taken back by the journal of drizzle/0001. */

export const chainModelAccess = pgTable('chain_model_access', {
  model: number('model').primaryKey(),
  isPrivate: boolean('is_private').notNull().default(false),
  /** Users of this tier and above may use it all the same; 0 admits nobody. */
  leastTier: integer('least_tier').notNull().default(0),
})

export const chainModelUsers = pgTable(
  'chain_model_users',
  {
    model: number('model').notNull(),
    user: hex('user').notNull(),
    allowed: boolean('allowed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.model, table.user] })],
)

export const chainModelStakes = pgTable('chain_model_stakes', {
  model: number('model').primaryKey(),
  /** Wei of SOGNI of all who staked on it, without what cools down. */
  total: amount('total').notNull(),
})
