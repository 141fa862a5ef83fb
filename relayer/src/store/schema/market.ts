import { integer, pgTable } from 'drizzle-orm/pg-core'
import { amount, number } from '../columns.ts'

/**
 * One row, id 1: what the oracle would charge with, read at a block. No events tell it: it moves with every block, and a
 * later reading takes its place. Without a price where the oracle gave none.
 */
export const marketPrice = pgTable('market_price', {
  id: integer('id').primaryKey(),
  priceE18: amount('price_e18'),
  block: number('block').notNull(),
  /** Time of the block. */
  at: number('at').notNull(),
})
