import { createHash } from 'node:crypto'
import { rewardsDistributorAbi } from '@supernet/sdk/abi'
import { EPOCH_SECONDS, rewardRoot } from '@supernet/sdk/protocol'
import { RewardDocument } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import { decodeFunctionData, type Hex, type PublicClient, parseEther, zeroHash } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { nobody } from '../../test/nobody.ts'
import { createWorld, hex32, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { getDistribution } from '../routes/getDistribution.ts'
import {
  chainBlocks,
  chainLines,
  chainOperatorWorkers,
  chainSessions,
  chainSettlements,
  chainWorkers,
  outbox,
} from '../store/schema/index.ts'
import { createPromoPayKeeper } from './promoPay.ts'

const WEEK = 2_900
const CAMPAIGN = 3
const MS = 43_200

describe('pay for promotional work', () => {
  let world: World
  let common: Common
  let workers: { operator: Hex; owner: Hex; workerId: Hex }[]
  let session: Hex
  let chain: { root: Hex; waiting: Hex; funded: bigint; may: boolean }

  const db = () => world.common.store.db
  const step = () => createPromoPayKeeper(common).step()
  const at = (week: number) =>
    vi.spyOn(world.common.clock, 'now').mockReturnValue((week + 1) * EPOCH_SECONDS + 3_600)
  const sent = async () => db().select().from(outbox)
  let position = 0
  const serve = async (worker: number, baseMs: number, week: number) => {
    const row = { tx: hex32(), logIndex: 0, block: 1, at: week * EPOCH_SECONDS }
    await db()
      .insert(chainSettlements)
      .values({ ...row, lines: 1, applied: 1, skipped: 0, sparkRate: 1n })
    await db()
      .insert(chainLines)
      .values({
        ...{ ...row, position: position++, session, seq: position, count: 1, model: 1 },
        ...{ operator: workers[worker]?.operator as Hex, images: 1, steps: 1, baseMs, rating: 0 },
        ...{ amount: 0n, debit: 1n, gross: 0n, royalty: 0n },
      })
  }

  beforeAll(async () => {
    world = await createWorld()
    const config = { ...world.common.config, PROMO_CAMPAIGN: CAMPAIGN, PROMO_BUDGET: '8' }
    common = { ...world.common, config: { ...config, PROMO_PER_RENDER: '1' } }
    workers = []
    for (let i = 0; i < 2; i++) {
      const { operator, owner, workerId } = await world.addWorker()
      await db().insert(chainOperatorWorkers).values({ operator: operator.address, workerId })
      workers.push({ operator: operator.address, owner, workerId })
    }
    const { key } = await world.addSession()
    session = key.address
    await db().update(chainSessions).set({ currency: 'promo' }).where(eq(chainSessions.key, session))
    await serve(0, 3 * MS, WEEK)
    await serve(1, MS, WEEK)
    await serve(0, 100 * MS, WEEK + 1)
  })
  afterAll(() => world.end())

  beforeEach(async () => {
    await db().delete(outbox)
    chain = { root: zeroHash, waiting: zeroHash, funded: parseEther('100'), may: true }
    const readContract = async ({ functionName }: { functionName: string }) => {
      if (functionName === 'campaignOf') return { root: chain.root, funded: chain.funded }
      if (functionName === 'pendingOf') return { root: chain.waiting }
      if (functionName === 'canCall') return [chain.may, 0]
      throw new Error(`${functionName} is not expected`)
    }
    Object.assign(common, { chain: { readContract } as unknown as PublicClient })
    await db().delete(chainBlocks)
    await db()
      .insert(chainBlocks)
      .values({ number: 9, hash: hex32(), parentHash: hex32(), time: (WEEK + 9) * EPOCH_SECONDS })
    at(WEEK)
  })

  const documentOf = (week: number) =>
    getDistribution.handler(
      common,
      { params: { campaign: CAMPAIGN, epoch: week }, query: undefined, body: undefined },
      nobody,
    )

  it('does nothing where no campaign is named', async () => {
    await createPromoPayKeeper(world.common).step()
    expect(await sent()).toEqual([])
  })

  it('adds up a week once, publishes its root, and serves the leaves as they were hashed', async () => {
    await step()
    await step()
    const rows = await sent()
    expect(rows.map(({ ref }) => ref)).toEqual([`promo publish ${CAMPAIGN} ${WEEK}`])
    const { functionName, args } = decodeFunctionData({
      abi: rewardsDistributorAbi,
      data: rows[0]?.data ?? '0x',
    })
    const document = await documentOf(WEEK)
    const earned = new Map(document.rows.map((row) => [row.account, row.earned]))
    expect(earned.get(workers[0]?.owner as Hex)).toBe(parseEther('3'))
    expect(earned.get(workers[1]?.owner as Hex)).toBe(parseEther('1'))
    const { root, total } = rewardRoot(CAMPAIGN, document.rows)
    const body = JSON.stringify(z.encode(RewardDocument, document))
    const hash = `0x${createHash('sha256').update(body).digest('hex')}`
    expect([functionName, ...(args ?? [])].slice(0, 5)).toEqual(['publishRoot', CAMPAIGN, root, total, hash])

    await db().delete(outbox)
    for (const state of ['root', 'waiting'] as const) {
      Object.assign(chain, { root: zeroHash, waiting: zeroHash, [state]: root })
      await step()
      expect(await sent()).toEqual([])
    }
  })

  it('publishes nothing without the role, or that the campaign cannot pay', async () => {
    chain.may = false
    await step()
    chain.may = true
    chain.funded = parseEther('4') - 1n
    await step()
    expect(await sent()).toEqual([])
  })

  it('adds the weeks after it, within their budget, to whom the worker names', async () => {
    const [first, second] = workers.map(({ owner }) => owner)
    await db()
      .update(chainWorkers)
      .set({ payout: second })
      .where(eq(chainWorkers.workerId, workers[0]?.workerId as Hex))
    at(WEEK + 2)
    await step()
    const { rows } = await documentOf(WEEK + 2)
    expect(new Map(rows.map((row) => [row.account, row.earned]))).toEqual(
      new Map([
        [first, parseEther('3')],
        [second, parseEther('9')],
      ]),
    )
    // Nobody served in the last week: what was earned stays.
    expect((await documentOf(WEEK + 1)).rows).toEqual(rows)
    await expect(documentOf(WEEK + 3)).rejects.toMatchObject({ code: 'distribution-unknown' })
  })
})
