import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { amount, hex, number } from '../columns.ts'

/* Rewards as their contracts tell of them; the journal of drizzle/0001 takes them back on a re-org. */

/** What referrers got, each time; 1e-18 promotional Spark. */
export const chainReferralRewards = pgTable(
  'chain_referral_rewards',
  {
    block: number('block').notNull(),
    logIndex: integer('log_index').notNull(),
    referee: hex('referee').notNull(),
    referrer: hex('referrer').notNull(),
    amount: amount('amount').notNull(),
    at: number('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.block, table.logIndex] }),
    index('chain_referral_rewards_at').on(table.at),
  ],
)

export const chainQuests = pgTable('chain_quests', {
  id: number('id').primaryKey(),
  /** Place in `IQuests.Kind`. */
  kind: integer('kind').notNull(),
  token: hex('token').notNull(),
  endsAt: number('ends_at').notNull(),
  left: number('left').notNull(),
  reward: amount('reward').notNull(),
  target: amount('target').notNull(),
  uri: text('uri').notNull(),
  closed: boolean('closed').notNull().default(false),
})

/** Campaigns of the distributor. */
export const chainCampaigns = pgTable('chain_campaigns', {
  id: number('id').primaryKey(),
  token: hex('token').notNull(),
  /** Place in `IRewardsDistributor.Kind`. */
  kind: integer('kind').notNull(),
  endsAt: number('ends_at').notNull(),
  uri: text('uri').notNull(),
  closed: boolean('closed').notNull().default(false),
})

/** Every root that a campaign published, with where its leaves are. */
export const chainRewardRoots = pgTable(
  'chain_reward_roots',
  {
    block: number('block').notNull(),
    logIndex: integer('log_index').notNull(),
    campaign: number('campaign').notNull(),
    root: hex('root').notNull(),
    total: amount('total').notNull(),
    activeAt: number('active_at').notNull(),
    dataHash: hex('data_hash').notNull(),
    uri: text('uri').notNull(),
    revoked: boolean('revoked').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.block, table.logIndex] }),
    index('chain_reward_roots_campaign').on(table.campaign),
  ],
)
