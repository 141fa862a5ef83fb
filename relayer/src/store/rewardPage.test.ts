import { getAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import { applyBlock } from '../indexer/applyBlock.ts'
import type { ChainEvent } from '../indexer/log.ts'
import { undoAfter } from '../indexer/undo.ts'
import type { Store } from './database.ts'
import { readCampaigns, readQuests, readReferrals } from './rewardPage.ts'
import { chainReferrals } from './schema/index.ts'

type Hex = `0x${string}`
const address = (byte: string): Hex => `0x${byte.repeat(20)}`
const [ANN, BEA, TOKEN] = [address('11'), address('22'), address('33')]
const hash = (byte: string): Hex => `0x${byte.repeat(32)}`

function block(number: number, ...happened: [ChainEvent['source'], string, object][]) {
  const events = happened.map(([source, eventName, args], logIndex) => ({
    source,
    event: { eventName, args, place: { tx: hash('01'), logIndex, block: number, at: number } },
  })) as unknown as ChainEvent[]
  const at = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
  return [{ number, hash: at(number), parentHash: at(number - 1), time: number }, events] as const
}

const quest = { kind: 2, token: TOKEN, endsAt: 100, left: 2, reward: 5n, target: 9n }
const published = (root: Hex, activeAt: number) =>
  ({ campaign: 1, root, total: 7n, activeAt, dataHash: hash('dd'), uri: 'https://leaves' }) as const

describe('rewards', () => {
  let store: Store
  const apply = (...args: ReturnType<typeof block>) => store.db.transaction((tx) => applyBlock(tx, ...args))

  beforeAll(async () => {
    store = await createTestStore()
    await apply(
      ...block(
        1,
        ['quests', 'QuestOpened', { questId: 1, quest, uri: 'stake some' }],
        ['quests', 'QuestOpened', { questId: 2, quest: { ...quest, left: 1 }, uri: 'b' }],
        ['quests', 'QuestOpened', { questId: 3, quest, uri: 'c' }],
        ['campaigns', 'CampaignOpened', { campaign: 1, token: TOKEN, kind: 1, endsAt: 200, uri: 'weekly' }],
        ['campaigns', 'RootPublished', published(hash('aa'), 10)],
      ),
    )
    await apply(
      ...block(
        2,
        ['quests', 'QuestCompleted', { questId: 2, account: ANN, reward: 5n, left: 0 }],
        ['quests', 'QuestCompleted', { questId: 1, account: ANN, reward: 5n, left: 1 }],
        ['quests', 'QuestClosed', { questId: 3 }],
        ['campaigns', 'RootPublished', published(hash('bb'), 20)],
        ['referrals', 'ReferralBound', { referee: BEA, referrer: ANN, since: 2 }],
        ['referrals', 'ReferralRewarded', { referee: BEA, referrer: ANN, amount: 4n, spent: 8n }],
      ),
    )
  })
  afterAll(() => store.close())

  it('lists the quests that can still be completed', async () => {
    expect(await readQuests(store.db, 5)).toEqual([
      { ...quest, id: 1, kind: 'stakes', left: 1, uri: 'stake some' },
    ])
    expect(await readQuests(store.db, 100)).toEqual([])
  })

  it('names the root that counts at the time', async () => {
    const rootAt = async (now: number) => (await readCampaigns(store.db, now))[0]?.leaves?.root
    expect([await rootAt(5), await rootAt(15), await rootAt(25)]).toEqual([undefined, hash('aa'), hash('bb')])
    expect((await readCampaigns(store.db, 25))[0]).toMatchObject({ id: 1, kind: 'epoch', token: TOKEN })
    expect(await readCampaigns(store.db, 200)).toEqual([])
  })

  it('falls back to the root before one that was revoked, and forgets what is closed', async () => {
    await apply(...block(3, ['campaigns', 'RootRevoked', { campaign: 1, root: hash('bb') }]))
    expect((await readCampaigns(store.db, 25))[0]?.leaves?.root).toBe(hash('aa'))
    await apply(...block(4, ['campaigns', 'CampaignClosed', { campaign: 1, rest: 0n }]))
    expect(await readCampaigns(store.db, 25)).toEqual([])
  })

  it('says whom an account brought, and what for', async () => {
    expect(await readReferrals(store.db, ANN, { now: 5 })).toEqual({
      brought: 1,
      earned: 4n,
      referees: [{ account: BEA, since: 2, earned: 4n, spent: 0n }],
    })
    expect(await readReferrals(store.db, BEA, { now: 5 })).toEqual({ brought: 0, earned: 0n, referees: [] })
  })

  it('goes through all of those that an account brought, page by page', async () => {
    const many = Array.from({ length: 120 }, (_, i) => ({
      referee: getAddress(`0x${(0xabc_0000 + i).toString(16).padStart(40, '0')}`),
      referrer: TOKEN,
      since: Math.floor(i / 7),
    }))
    await store.db.insert(chainReferrals).values(many)
    const seen: string[] = []
    let before: string | undefined
    do {
      const { referees, next, brought } = await readReferrals(store.db, TOKEN, { before, now: 5 })
      expect(brought).toBe(120)
      seen.push(...referees.map(({ account }) => account))
      before = next
    } while (before !== undefined)
    expect(seen.sort()).toEqual(many.map(({ referee }) => referee).sort())
  })

  it('is taken back with its blocks', async () => {
    await store.db.transaction((tx) => undoAfter(tx, 1))
    expect((await readQuests(store.db, 5)).map(({ id }) => id)).toEqual([1, 2, 3])
    expect((await readReferrals(store.db, ANN, { now: 5 })).brought).toBe(0)
    expect((await readCampaigns(store.db, 25))[0]?.leaves?.root).toBe(hash('aa'))
  })
})
