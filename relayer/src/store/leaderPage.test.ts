import { EPOCH_SECONDS } from '@supernet/sdk/schema'
import { numberToHex, pad } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import type { Store } from './database.ts'
import { readLeaders } from './leaderPage.ts'
import {
  chainLines,
  chainOperatorWorkers,
  chainReferralRewards,
  chainSessions,
  chainWorkers,
} from './schema/index.ts'

type Hex = `0x${string}`
const address = (n: number): Hex => pad(numberToHex(n), { size: 20 })
const worker = (n: number): Hex => pad(numberToHex(n), { size: 32 })
const [ANN, BEA] = [address(0xa1), address(0xb2)]
const [PAID, PROMO, OTHER] = [address(1), address(2), address(3)]

describe('boards', () => {
  let store: Store
  let position = 0
  const line = (session: Hex, operator: Hex, baseMs: number, epoch: number, skipped: string | null = null) =>
    store.db.insert(chainLines).values({
      tx: '0x01',
      logIndex: 0,
      position: position++,
      session,
      seq: 0,
      count: 1,
      model: 1,
      operator,
      images: 2,
      steps: 8,
      baseMs,
      rating: 0,
      amount: 1n,
      debit: 1n,
      gross: 1n,
      royalty: 0n,
      skipped,
      block: 1,
      at: epoch * EPOCH_SECONDS + 5,
    })

  beforeAll(async () => {
    store = await createTestStore()
    const session = { state: 'open', expiry: 9, block: 1 } as const
    await store.db.insert(chainSessions).values([
      { ...session, key: PAID, owner: ANN, currency: 'spark' },
      { ...session, key: OTHER, owner: BEA, currency: 'sogni' },
      { ...session, key: PROMO, owner: BEA, currency: 'promo' },
    ])
    await store.db.insert(chainWorkers).values([
      { workerId: worker(1), owner: ANN, operator: address(11), fast: true },
      { workerId: worker(2), owner: BEA, operator: address(12), fast: true },
      { workerId: worker(3), owner: BEA, operator: address(13), fast: false },
    ])
    await store.db.insert(chainOperatorWorkers).values([
      { operator: address(10), workerId: worker(1) },
      { operator: address(11), workerId: worker(1) },
      { operator: address(12), workerId: worker(2) },
      { operator: address(13), workerId: worker(3) },
    ])
    await line(PAID, address(10), 100, 1)
    await line(PAID, address(11), 200, 2)
    await line(OTHER, address(12), 300, 2)
    await line(OTHER, address(13), 50, 2)
    await line(PAID, address(12), 9_000, 2, 'line-used')
    await line(PROMO, address(12), 9_000, 2)
    const reward = { block: 1, referee: BEA, referrer: ANN, amount: 5n, at: EPOCH_SECONDS }
    await store.db.insert(chainReferralRewards).values([
      { ...reward, logIndex: 0 },
      { ...reward, logIndex: 1, at: 2 * EPOCH_SECONDS },
    ])
  })
  afterAll(() => store.close())

  const places = async (board: 'fast' | 'relaxed' | 'referral' | 'artist', epoch?: number) =>
    (await readLeaders(store.db, board, { epoch, after: 0 })).leaders.map(
      ({ rank, id, amount, count, images }) => [rank, id, amount, count, images],
    )

  it('count paid work of every key of a worker, and let equals share a rank', async () => {
    expect(await places('fast')).toEqual([
      [1, worker(1), 300n, 2, 4],
      [1, worker(2), 300n, 1, 2],
    ])
    expect(await places('relaxed')).toEqual([[1, worker(3), 50n, 1, 2]])
  })

  it('can be of one week', async () => {
    expect(await places('fast', 2)).toEqual([
      [1, worker(2), 300n, 1, 2],
      [2, worker(1), 200n, 1, 2],
    ])
    expect(await places('fast', 3)).toEqual([])
  })

  it('compare artists by what they had rendered of their own', async () => {
    expect(await places('artist')).toEqual([
      [1, BEA, 350n, 2, 4],
      [2, ANN, 300n, 2, 4],
    ])
  })

  it('compare referrers by what they got', async () => {
    expect(await places('referral')).toEqual([[1, ANN, 10n, 1, 0]])
    expect(await places('referral', 1)).toEqual([[1, ANN, 5n, 1, 0]])
  })

  it('go on after a position', async () => {
    const { leaders, next } = await readLeaders(store.db, 'fast', { after: 1 })
    expect(leaders.map(({ id }) => id)).toEqual([worker(2)])
    expect(next).toBeUndefined()
  })
})
