import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainProposals, chainVotes } from '../../store/schema/index.ts'
import type { GovernorEvent, Place } from '../log.ts'

export async function handleGovernor(tx: Transaction, event: GovernorEvent): Promise<void> {
  const set = (id: bigint, row: Partial<typeof chainProposals.$inferInsert>) =>
    tx.update(chainProposals).set(row).where(eq(chainProposals.id, id))
  switch (event.eventName) {
    case 'ProposalCreated': {
      const { proposalId, proposer, targets, values, calldatas, description, voteStart, voteEnd } = event.args
      await tx.insert(chainProposals).values({
        id: proposalId,
        proposer,
        calls: targets.map((target, i) => ({
          target,
          value: values[i] ?? 0n,
          data: calldatas[i] ?? '0x',
        })),
        // PostgreSQL has no text with a zero byte in it.
        description: description.replaceAll('\0', ''),
        snapshot: Number(voteStart),
        deadline: Number(voteEnd),
        ...placed(event.place),
      })
      return
    }
    case 'VoteCast':
    case 'VoteCastWithParams':
      return countVote(tx, event)
    case 'ProposalExtended':
      await set(event.args.proposalId, { deadline: Number(event.args.extendedDeadline) })
      return
    case 'ProposalQueued':
      await set(event.args.proposalId, { eta: Number(event.args.etaSeconds) })
      return
    case 'ProposalExecuted':
      await set(event.args.proposalId, { executed: true })
      return
    case 'ProposalCanceled':
      await set(event.args.proposalId, { canceled: true })
      return
  }
}

const placed = ({ tx, block, at }: Place) => ({ tx, block, at })

/** The column of each kind of vote, by the number on chain. */
const TALLIES = ['against', 'inFavour', 'abstain'] as const

type Cast = Extract<GovernorEvent, { eventName: 'VoteCast' | 'VoteCastWithParams' }>

async function countVote(tx: Transaction, { args, place }: Cast): Promise<void> {
  const { voter, proposalId, support, weight, reason } = args
  await tx.insert(chainVotes).values({
    proposal: proposalId,
    voter,
    support,
    weight,
    reason: reason.replaceAll('\0', ''),
    ...placed(place),
  })
  const tally = TALLIES[support]
  if (tally === undefined) return
  await tx
    .update(chainProposals)
    .set({ [tally]: sql`${chainProposals[tally]} + ${weight.toString()}::numeric` })
    .where(eq(chainProposals.id, proposalId))
}
