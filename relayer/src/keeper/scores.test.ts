import { createHash } from 'node:crypto'
import { scoreBoardAbi, sogniTokenAbi } from '@supernet/sdk/abi'
import { EPOCH_SECONDS, scoredOf, scoreRoot, userId, verifyScore } from '@supernet/sdk/protocol'
import { ScoreDocument } from '@supernet/sdk/schema'
import { decodeFunctionData, type Hex, type PublicClient } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { nobody } from '../../test/nobody.ts'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import { getScores } from '../routes/getScores.ts'
import { proveScore } from '../service/proveScore.ts'
import {
  chainBlocks,
  chainBonds,
  chainLines,
  chainOperatorWorkers,
  chainQuestsDone,
  chainReferrals,
  chainRequirements,
  chainSettlements,
  chainStakes,
  outbox,
  scores,
} from '../store/schema/index.ts'
import { readScores } from '../store/scores.ts'
import { createScoreKeeper } from './scores.ts'

const EPOCH = 2_900
const START = EPOCH * EPOCH_SECONDS
const END = START + EPOCH_SECONDS
const BOND = 10n ** 20n
const WEI = 10n ** 9n
const FAST = `0x01${'00'.repeat(30)}07` as Hex

describe('the keeper of scores', () => {
  let world: World
  let board: Record<string, (args: readonly unknown[]) => unknown>
  let spender: Hex
  let staker: Hex

  const db = () => world.common.store.db
  const refs = async () => (await db().select().from(outbox)).map(({ ref }) => ref)
  const step = () => createScoreKeeper(world.common).step()

  beforeAll(async () => {
    world = await createWorld()
    const session = await world.addSession()
    const worker = await world.addWorker()
    ;[spender, staker] = [session.owner, newAccount().address]
    await db().insert(chainOperatorWorkers).values({ operator: worker.operator.address, workerId: FAST })
    const line = (at: number, position: number, skipped: string | null) => ({
      ...{
        tx: hex32(),
        logIndex: 1,
        position,
        session: session.key.address,
        seq: position,
        count: 1,
        model: 1,
      },
      ...{ operator: worker.operator.address, images: 1, steps: 20, baseMs: 43_200, rating: 2 },
      ...{ amount: 0n, debit: 1_000_000n, gross: 1_000_000n, royalty: 0n, skipped, block: 2, at },
    })
    // In the epoch, before it, after it, and one that was left out.
    for (const row of [
      line(START, 0, null),
      line(START - 1, 1, null),
      line(END, 2, null),
      line(START + 9, 3, 'poor'),
    ]) {
      await db().insert(chainLines).values(row)
      await db()
        .insert(chainSettlements)
        .values({ ...row, lines: 1, applied: 1, skipped: 0, images: 1, sparkRate: 10n ** 8n })
    }
    const stake = (logIndex: number, account: Hex, active: bigint, cooling: bigint, at: number) => ({
      ...{ block: at, logIndex, account, active: active * WEI, cooling: cooling * WEI, lp: 0n, at },
    })
    await db()
      .insert(chainStakes)
      .values([
        stake(0, staker, 50n, 0n, START + 5),
        stake(1, staker, 30n, 20n, END - 1),
        stake(2, staker, 0n, 0n, END),
        stake(3, worker.owner, 60n, 0n, START),
      ])
    const bond = (logIndex: number, workerId: Hex, pledged: bigint) => ({
      ...{ block: START, logIndex, workerId, owner: worker.owner, pledged: pledged * WEI, at: START },
    })
    await db()
      .insert(chainBonds)
      .values([bond(0, FAST, 90n), bond(1, hex32(), 30n)])
    await db()
      .insert(chainRequirements)
      .values({ block: 1, logIndex: 0, amount: 40n * WEI, at: 1 })
    await db().insert(chainReferrals).values({ referee: spender, referrer: staker, since: START })
    await db()
      .insert(chainQuestsDone)
      .values([
        { quest: 1, account: staker, at: START },
        { quest: 2, account: staker, at: END },
      ])
  })
  afterAll(() => world.end())

  beforeEach(async () => {
    await db().delete(outbox)
    board = {
      thresholds: () => ({ spend: 1n, stake: 1n, work: 1n }),
      bond: () => BOND,
      balanceOf: () => BOND,
      allowance: () => BOND,
      proposalOf: () => 0,
      isAccepted: () => false,
      appliedTier: () => [0, 0],
    }
    const chain = {
      readContract: async ({
        functionName,
        args = [],
      }: {
        functionName: string
        args?: readonly unknown[]
      }) => {
        const answer = board[functionName]
        if (answer === undefined) throw new Error(`${functionName} is not expected`)
        return answer(args)
      },
      getContractEvents: async () => [{ args: { index: 0 } }],
    }
    Object.assign(world.common, { chain: chain as unknown as PublicClient })
    vi.spyOn(world.common.clock, 'now').mockReturnValue(END + 3_600)
    await db().delete(chainBlocks)
    await db().insert(chainBlocks).values({ number: 9, hash: hex32(), parentHash: hex32(), time: END })
  })

  const addressOf = (id: Hex) => `0x${id.slice(-40)}`

  it('waits until the week is over and indexed', async () => {
    vi.spyOn(world.common.clock, 'now').mockReturnValue(END + 3_599)
    await step()
    expect(await readScores(db(), 'users', EPOCH)).toBeUndefined()
    vi.spyOn(world.common.clock, 'now').mockReturnValue(END + 3_600)
    await db()
      .update(chainBlocks)
      .set({ time: END - 1 })
    await step()
    expect(await readScores(db(), 'users', EPOCH)).toBeUndefined()
    expect((await refs()).filter((ref) => ref.endsWith(`${EPOCH}`))).toEqual([])
  })

  it('computes factors of the week alone, and posts their root once', async () => {
    await step()
    await step()
    expect((await refs()).sort()).toEqual(
      [
        `scores post users ${EPOCH}`,
        `scores post workers ${EPOCH - 1}`,
        `scores post workers ${EPOCH}`,
        `scores post users ${EPOCH - 1}`,
      ].sort(),
    )
    const stored = await readScores(db(), 'users', EPOCH)
    const document = z.decode(ScoreDocument, JSON.parse(stored?.rows ?? ''))
    const rows = new Map(document.rows.map(({ id, factors }) => [addressOf(id), factors]))
    // A Spark in one line on one day; stake with what cools down, a quest, and a referee below what counts.
    expect(rows.get(spender.toLowerCase())).toEqual([1_000_000n, 0n, 1n, 0n, 0n])
    expect(rows.get(staker.toLowerCase())).toEqual([0n, 50n, 0n, 0n, 1n])
    // 90 and 30 are pledged of 60: 45 are the worker's, 40 of which it must have.
    const workers = z.decode(
      ScoreDocument,
      JSON.parse((await readScores(db(), 'workers', EPOCH))?.rows ?? ''),
    )
    expect(workers.rows).toEqual([{ id: FAST, factors: [5n, 43_200n, 1n, 8_181n, 10_000n] }])

    const [post] = (await db().select().from(outbox)).filter(
      ({ ref }) => ref === `scores post users ${EPOCH}`,
    )
    const { functionName, args } = decodeFunctionData({ abi: scoreBoardAbi, data: post?.data ?? '0x' })
    const scored = scoredOf(document)
    expect([functionName, args?.[0], args?.[1]]).toEqual(['post', 0, EPOCH])
    expect(args?.[2]).toMatchObject({
      root: scoreRoot('users', EPOCH, scored),
      count: document.rows.length,
      totals: scored.totals,
    })
  })

  it('serves the rows byte for byte as they were hashed', async () => {
    await step()
    const params = { population: 'users' as const, epoch: EPOCH }
    const served = await getScores.handler(
      world.common,
      { params, query: undefined, body: undefined },
      nobody,
    )
    const body = JSON.stringify(z.encode(ScoreDocument, served))
    const { dataHash } = (await readScores(db(), 'users', EPOCH)) ?? {}
    expect(`0x${createHash('sha256').update(body).digest('hex')}`).toBe(dataHash)
  })

  it('keeps what it computed, also when the index learns more', async () => {
    await step()
    const before = await db().select().from(scores)
    await db().insert(chainQuestsDone).values({ quest: 9, account: spender, at: START })
    await step()
    expect(await db().select().from(scores)).toEqual(before)
  })

  it('asks for the allowance first, and posts nothing without the bond', async () => {
    board.allowance = () => 0n
    await step()
    expect(await refs()).toEqual(['scores approve'])
    const [row] = await db().select().from(outbox)
    const { functionName, args } = decodeFunctionData({ abi: sogniTokenAbi, data: row?.data ?? '0x' })
    expect([functionName, args]).toEqual(['approve', [world.common.network.contracts.scoreBoard, BOND]])
    await db().delete(outbox)
    board.balanceOf = () => BOND - 1n
    await step()
    expect(await refs()).toEqual([])
  })

  const standing = async (change: object = {}) => {
    await step()
    await db().delete(outbox)
    const row = await readScores(db(), 'users', EPOCH)
    const poster = privateKeyToAccount(world.common.config.RELAYER_KEY).address
    board.proposalOf = ([population, epoch]) => (population === 0 && epoch === EPOCH ? 7 : 8)
    const foreign = { root: hex32(), poster, status: 3, openDemands: 0 }
    board.proposal = ([id]) =>
      id === 7 ? { root: row?.root, poster, status: 1, openDemands: 0, ...change } : foreign
  }

  it('takes its bond back when the root is accepted, and brings tiers that fell', async () => {
    await standing()
    await step()
    expect(await refs()).toEqual([])
    board.isAccepted = () => true
    board.appliedTier = ([, id]) => (id === userId(staker) ? [5, EPOCH - 1] : [0, 0])
    await step()
    const index = scoredOf(
      z.decode(ScoreDocument, JSON.parse((await readScores(db(), 'users', EPOCH))?.rows ?? '')),
    ).rows.find(({ id }) => id === userId(staker))?.index
    expect(await refs()).toEqual(['scores release 7', `scores apply users ${EPOCH} ${index}`])
    await db().delete(outbox)
    board.appliedTier = () => [5, EPOCH]
    await step()
    expect(await refs()).toEqual(['scores release 7'])
  })

  it('shows a row that somebody asked for', async () => {
    await standing({ openDemands: 1 })
    board.demandOf = () => ({ closed: false })
    await step()
    expect(await refs()).toEqual(['scores show 7 0'])
    await db().delete(outbox)
    board.demandOf = () => ({ closed: true })
    await step()
    expect(await refs()).toEqual([])
  })

  it('counts a root that is not what it computes, and neither posts over it nor applies it', async () => {
    await standing({ root: hex32() })
    board.isAccepted = () => true
    await step()
    expect(await refs()).toEqual([])
    const { values } = await world.common.metrics.scoresDiffer.get()
    expect(values.some(({ labels, value }) => labels.population === 'users' && value > 0)).toBe(true)
  })

  it('proves a row to whoever asks, and says whether it can be applied', async () => {
    await standing()
    board.isAccepted = () => true
    const asked = { population: 'users', epoch: EPOCH, id: userId(spender) } as const
    const proven = await proveScore(world.common, asked)
    const { root, count } = (await readScores(db(), 'users', EPOCH)) ?? {}
    expect([proven.proposalId, proven.accepted]).toEqual([7, true])
    const scores = { root: root as Hex, count: count ?? 0 }
    expect(verifyScore(scores, 'users', EPOCH, proven.row, proven.proof)).toBe(true)
    await expect(proveScore(world.common, { ...asked, id: hex32() })).rejects.toMatchObject({
      code: 'scores-unknown',
    })
  })
})
