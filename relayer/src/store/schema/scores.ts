import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, hex, now, number } from '../columns.ts'

/*
 * What scores are computed from besides settled lines. Stakes and bonds are kept with their past: an epoch asks for what
 * they were at its end. Taken back by the journal of drizzle/0001.
 */

/** Each key that a worker ever signed with: a sold licence keeps what its old key rendered. */
export const chainOperatorWorkers = pgTable('chain_operator_workers', {
  operator: hex('operator').primaryKey(),
  workerId: hex('worker_id').notNull(),
})

/** An account's stake after each event of the vault; wei of SOGNI. */
export const chainStakes = pgTable(
  'chain_stakes',
  {
    block: number('block').notNull(),
    logIndex: integer('log_index').notNull(),
    account: hex('account').notNull(),
    active: amount('active').notNull(),
    cooling: amount('cooling').notNull(),
    lp: amount('lp').notNull(),
    at: number('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.block, table.logIndex] }),
    index('chain_stakes_account').on(table.account, table.block, table.logIndex),
  ],
)

/** What an owner has pledged to a worker after each event of the vault. */
export const chainBonds = pgTable(
  'chain_bonds',
  {
    block: number('block').notNull(),
    logIndex: integer('log_index').notNull(),
    workerId: hex('worker_id').notNull(),
    owner: hex('owner').notNull(),
    pledged: amount('pledged').notNull(),
    at: number('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.block, table.logIndex] }),
    index('chain_bonds_pair').on(table.workerId, table.owner, table.block, table.logIndex),
  ],
)

/** What Fast workers have had to bond, and since when. */
export const chainRequirements = pgTable(
  'chain_requirements',
  {
    block: number('block').notNull(),
    logIndex: integer('log_index').notNull(),
    amount: amount('amount').notNull(),
    at: number('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.block, table.logIndex] })],
)

export const chainReferrals = pgTable(
  'chain_referrals',
  {
    referee: hex('referee').primaryKey(),
    referrer: hex('referrer').notNull(),
    since: number('since').notNull(),
  },
  (table) => [index('chain_referrals_referrer').on(table.referrer)],
)

export const chainQuestsDone = pgTable(
  'chain_quests_done',
  {
    quest: number('quest').notNull(),
    account: hex('account').notNull(),
    at: number('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.quest, table.account] })],
)

/** Scores that this relayer computed: not rows of the chain, but the rows under a root that it posts or compares. */
export const scores = pgTable(
  'scores',
  {
    population: text('population').$type<'users' | 'workers'>().notNull(),
    epoch: integer('epoch').notNull(),
    count: integer('count').notNull(),
    /** Null where nobody qualified: there is nothing to post. */
    root: hex('root'),
    /** SHA-256 of `rows`. */
    dataHash: hex('data_hash').notNull(),
    /** The published text, byte for byte. */
    rows: text('rows').notNull(),
    computedAt: now('computed_at'),
  },
  (table) => [primaryKey({ columns: [table.population, table.epoch] })],
)
