import { decodeCall } from '@supernet/sdk/actions'
import { proposalState } from '@supernet/sdk/protocol'
import { type Contracts, type ProposalView, Support, type VoteView } from '@supernet/sdk/schema'
import { desc, eq, lt } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { chainProposals, chainVotes } from './schema/index.ts'

const PAGE = 50
const VOTES = 200

export type ProposalRow = typeof chainProposals.$inferSelect

/** A row as people see it at a chain time; the quorum is the governor's. */
export function viewProposal(
  row: ProposalRow,
  contracts: Contracts,
  quorum: bigint | undefined,
  now: number,
): ProposalView {
  const votes = { against: row.against, for: row.inFavour, abstain: row.abstain }
  const { canceled, executed, snapshot, deadline } = row
  const queued = row.eta !== null
  return {
    id: row.id,
    proposer: row.proposer,
    description: row.description,
    state: proposalState({ snapshot, deadline, canceled, queued, executed, votes, quorum }, now),
    snapshot,
    deadline,
    eta: row.eta ?? undefined,
    votes,
    quorum,
    calls: row.calls.map((call) => decodeCall(contracts, call)),
    tx: row.tx,
    block: row.block,
    createdAt: row.at,
  }
}

export const readProposals = (db: Queryable, before: number | undefined): Promise<ProposalRow[]> =>
  db
    .select()
    .from(chainProposals)
    .where(before === undefined ? undefined : lt(chainProposals.block, before))
    .orderBy(desc(chainProposals.block), desc(chainProposals.id))
    .limit(PAGE)

export async function readProposal(db: Queryable, id: bigint): Promise<ProposalRow | undefined> {
  const [row] = await db.select().from(chainProposals).where(eq(chainProposals.id, id))
  return row
}

export async function readVotes(db: Queryable, id: bigint): Promise<VoteView[]> {
  const rows = await db
    .select()
    .from(chainVotes)
    .where(eq(chainVotes.proposal, id))
    .orderBy(desc(chainVotes.weight), chainVotes.voter)
    .limit(VOTES)
  return rows.map(({ voter, support, weight, reason, tx, at }) => ({
    voter,
    support: Support.options[support] ?? 'abstain',
    weight,
    reason,
    tx,
    at,
  }))
}
