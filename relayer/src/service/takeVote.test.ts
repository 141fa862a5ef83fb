import type { SignedBallot } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import type { Hex, PublicClient } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, newAccount, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { chainProposals, outbox } from '../store/schema/index.ts'
import { takeVote } from './takeVote.ts'

const ID = 77n
const tx: Hex = `0x${'01'.repeat(32)}`

describe('votes by signature', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
    const now = world.common.clock.now()
    await world.common.store.db.insert(chainProposals).values({
      id: ID,
      proposer: newAccount().address,
      calls: [],
      description: '',
      snapshot: now - 100,
      deadline: now + 1_000,
      tx,
      block: 1,
      at: 1,
    })
  })
  afterAll(() => world.end())
  beforeEach(async () => {
    await world.common.store.db.delete(outbox)
  })

  const ballot = (): SignedBallot => ({
    proposalId: ID,
    support: 'for',
    voter: newAccount().address,
    signature: `0x${'ab'.repeat(65)}`,
  })
  /** A chain that gives every account a weight, and refuses the call where it is told to. */
  const withChain = (weight: bigint, refusal?: Error): Common => ({
    ...world.common,
    chain: {
      readContract: async () => weight,
      call: async () => {
        if (refusal !== undefined) throw refusal
        return { data: '0x' }
      },
    } as unknown as PublicClient,
  })
  const sent = () => world.common.store.db.select().from(outbox)

  it('puts a vote into the outbox once', async () => {
    const vote = ballot()
    await takeVote(withChain(5n), vote)
    await Promise.all([takeVote(withChain(5n), vote), takeVote(withChain(5n), vote)])
    expect(await sent()).toMatchObject([
      { kind: 'vote', ref: `${ID}:${vote.voter}`, to: world.common.network.contracts.governor },
    ])
  })

  it('takes another after the chain refused the first', async () => {
    const vote = ballot()
    await takeVote(withChain(5n), vote)
    await world.common.store.db.update(outbox).set({ state: 'dropped' })
    await takeVote(withChain(5n), vote)
    expect(await sent()).toHaveLength(2)
  })

  it('refuses accounts without votes, and what the chain would refuse', async () => {
    await expect(takeVote(withChain(0n), ballot())).rejects.toMatchObject({ code: 'vote-empty' })
    await expect(takeVote(withChain(5n, new Error('revert')), ballot())).rejects.toThrow()
    expect(await sent()).toEqual([])
  })

  it('refuses unknown proposals and closed votes', async () => {
    const unknown = { ...ballot(), proposalId: 78n }
    await expect(takeVote(withChain(5n), unknown)).rejects.toMatchObject({ code: 'proposal-unknown' })
    const { db } = world.common.store
    const [row] = await db.select().from(chainProposals)
    const deadline = row?.deadline ?? 0
    await db.update(chainProposals).set({ deadline: 1 }).where(eq(chainProposals.id, ID))
    await expect(takeVote(withChain(5n), ballot())).rejects.toMatchObject({ code: 'vote-closed' })
    await db.update(chainProposals).set({ deadline }).where(eq(chainProposals.id, ID))
  })

  it('pays for so many in an hour', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => ({
      kind: 'vote',
      ref: `1:${i}`,
      to: newAccount().address,
      data: '0x' as const,
      state: 'final' as const,
    }))
    await world.common.store.db.insert(outbox).values(rows)
    await expect(takeVote(withChain(5n), ballot())).rejects.toMatchObject({ code: 'rate-limited' })
  })
})
