import { sparkPointsAbi } from '@supernet/sdk/abi'
import { encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, newAccount, type World } from '../../../test/world.ts'
import { readProposal, readProposals, readVotes, viewProposal } from '../../store/proposalPage.ts'
import { applyBlock } from '../applyBlock.ts'
import type { ChainEvent, GovernorEvent } from '../log.ts'
import { undoAfter } from '../undo.ts'

const hash = (byte: number): Hex => `0x${byte.toString(16).padStart(64, '0')}`
const [proposer, voter, other] = [newAccount().address, newAccount().address, newAccount().address]
const ID = 2n ** 255n + 7n

describe('proposals from events', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  const db = () => world.common.store.db
  const block = (number: number, ...events: { eventName: string; args: object }[]) =>
    db().transaction((tx) =>
      applyBlock(
        tx,
        { number, hash: hash(number), parentHash: hash(number - 1), time: 100 + number },
        events.map((event, logIndex) => ({
          source: 'governor',
          event: {
            ...event,
            place: { tx: hash(number), logIndex, block: number, at: 100 + number },
          } as unknown as GovernorEvent,
        })) as ChainEvent[],
      ),
    )
  const view = async (quorum: bigint | undefined, now: number) => {
    const row = await readProposal(db(), ID)
    return row && viewProposal(row, world.common.network.contracts, quorum, now)
  }

  it('follows a proposal from its creation to its execution, and back', async () => {
    const { sparkPoints } = world.common.network.contracts
    const data = encodeFunctionData({
      abi: sparkPointsAbi,
      functionName: 'setMintLimit',
      args: [voter, 0, 5n, 60],
    })
    await block(2, {
      eventName: 'ProposalCreated',
      args: {
        proposalId: ID,
        proposer,
        targets: [sparkPoints, other],
        values: [0n, 1n],
        signatures: ['', ''],
        calldatas: [data, '0x'],
        description: '# Raise a limit\0',
        voteStart: 110n,
        voteEnd: 120n,
      },
    })
    expect(await view(undefined, 105)).toMatchObject({
      id: ID,
      state: 'pending',
      description: '# Raise a limit',
      calls: [
        {
          contract: 'sparkPoints',
          functionName: 'setMintLimit',
          args: [{ value: voter }, { value: '0' }, { value: '5' }, { value: '60' }],
        },
        { target: other, value: 1n, data: '0x' },
      ],
    })

    const cast = (who: Hex, support: number, weight: bigint) => ({
      eventName: 'VoteCast',
      args: { voter: who, proposalId: ID, support, weight, reason: '' },
    })
    await block(3, cast(voter, 1, 10n ** 26n), cast(other, 0, 5n))
    await block(4, {
      eventName: 'ProposalExtended',
      args: { proposalId: ID, extendedDeadline: 130n },
    })
    expect(await view(1n, 125)).toMatchObject({
      state: 'active',
      votes: { against: 5n, for: 10n ** 26n, abstain: 0n },
    })
    expect((await view(1n, 131))?.state).toBe('succeeded')
    expect((await view(10n ** 27n, 131))?.state).toBe('defeated')
    expect((await readVotes(db(), ID)).map((vote) => vote.support)).toEqual(['for', 'against'])

    await block(5, { eventName: 'ProposalQueued', args: { proposalId: ID, etaSeconds: 200n } })
    expect(await view(1n, 140)).toMatchObject({ state: 'queued', eta: 200 })
    await block(6, { eventName: 'ProposalExecuted', args: { proposalId: ID } })
    expect((await view(1n, 210))?.state).toBe('executed')
    expect(await readProposals(db(), undefined)).toHaveLength(1)
    expect(await readProposals(db(), 2)).toHaveLength(0)

    await db().transaction((tx) => undoAfter(tx, 2))
    expect(await view(undefined, 115)).toMatchObject({
      state: 'active',
      deadline: 120,
      votes: { against: 0n, for: 0n, abstain: 0n },
      eta: undefined,
    })
    expect(await readVotes(db(), ID)).toEqual([])
    await block(3, { eventName: 'ProposalCanceled', args: { proposalId: ID } })
    expect((await view(undefined, 115))?.state).toBe('canceled')
  })
})
