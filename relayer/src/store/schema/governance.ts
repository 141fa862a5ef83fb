import { ProposalCall } from '@supernet/sdk/schema'
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { amount, hex, number, total, wire } from '../columns.ts'

/** Rows of the governor's events; the journal of drizzle/0001 takes them back on a re-org. */
export const chainProposals = pgTable(
  'chain_proposals',
  {
    id: amount('id').primaryKey(),
    proposer: hex('proposer').notNull(),
    calls: wire('calls', z.array(ProposalCall)).notNull(),
    description: text('description').notNull(),
    snapshot: number('snapshot').notNull(),
    deadline: number('deadline').notNull(),
    eta: number('eta'),
    canceled: boolean('canceled').notNull().default(false),
    executed: boolean('executed').notNull().default(false),
    against: total('against'),
    inFavour: total('in_favour'),
    abstain: total('abstain'),
    tx: hex('tx').notNull(),
    block: number('block').notNull(),
    at: number('at').notNull(),
  },
  (table) => [index('chain_proposals_block').on(table.block)],
)

export const chainVotes = pgTable(
  'chain_votes',
  {
    proposal: amount('proposal').notNull(),
    voter: hex('voter').notNull(),
    support: integer('support').notNull(),
    weight: amount('weight').notNull(),
    reason: text('reason').notNull(),
    tx: hex('tx').notNull(),
    block: number('block').notNull(),
    at: number('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.proposal, table.voter] })],
)
