import { governorAbi } from '@supernet/sdk/abi'
import { castVoteBySig } from '@supernet/sdk/actions'
import { BaseError, toBaseError } from '@supernet/sdk/errors'
import type { SignedBallot } from '@supernet/sdk/schema'
import { and, count, eq, gt, ne, sql } from 'drizzle-orm'
import { encodeFunctionData } from 'viem'
import type { Common } from '../common.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import type { Queryable } from '../store/database.ts'
import { readProposal } from '../store/proposalPage.ts'
import { outbox } from '../store/schema/index.ts'

/** Votes that this relayer pays for in an hour, whoever they are of. */
const MOST_AN_HOUR = 600

/**
 * Puts a signed vote into the outbox, for accounts with votes on this proposal only. The chain judges the signature: a
 * call that would revert costs nothing here, and is judged again before it is sent.
 */
export async function takeVote(common: Common, ballot: SignedBallot): Promise<void> {
  const { network, store, chain, clock, logger } = common
  const { governor } = network.contracts
  const { proposalId, voter } = ballot
  const proposal = await readProposal(store.db, proposalId)
  if (proposal === undefined) throw new BaseError('proposal-unknown', { details: { id: proposalId } })
  const now = clock.now()
  if (proposal.canceled || now <= proposal.snapshot || now > proposal.deadline)
    throw new BaseError('vote-closed', { details: { from: proposal.snapshot, to: proposal.deadline, now } })
  // The same vote again is harmless; a row that the chain refused makes room for another.
  const ref = `${proposalId}:${voter}`
  if (await isOnItsWay(store.db, ref)) return

  const call = { address: governor, abi: governorAbi } as const
  const weight = await chain.readContract({
    ...call,
    functionName: 'getVotes',
    args: [voter, BigInt(proposal.snapshot)],
  })
  if (weight === 0n) throw new BaseError('vote-empty', { details: { voter, snapshot: proposal.snapshot } })
  const { functionName, args } = castVoteBySig.call({ ...ballot, governor })
  const data = encodeFunctionData({ abi: governorAbi, functionName, args } as never)
  await chain.call({ to: governor, data }).catch((error: unknown) => {
    throw toBaseError(error)
  })

  await store.db.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`vote:${ref}`}))`)
    if (await isOnItsWay(tx, ref)) return
    const [lately] = await tx
      .select({ times: count() })
      .from(outbox)
      .where(and(eq(outbox.kind, 'vote'), gt(outbox.createdAt, sql`now() - interval '1 hour'`)))
    if ((lately?.times ?? 0) >= MOST_AN_HOUR)
      throw new BaseError('rate-limited', { details: { votesAnHour: MOST_AN_HOUR } })
    await enqueue(tx, { kind: 'vote', ref, to: governor, data })
  })
  logger.info({ proposal: proposalId.toString() }, 'took a vote')
}

async function isOnItsWay(db: Queryable, ref: string): Promise<boolean> {
  const mine = and(eq(outbox.kind, 'vote'), eq(outbox.ref, ref))
  const alive = and(ne(outbox.state, 'dropped'), eq(outbox.failed, false))
  const rows = await db.select({ id: outbox.id }).from(outbox).where(and(mine, alive))
  return rows.length > 0
}
