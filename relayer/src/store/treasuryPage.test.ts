import type { Contracts } from '@supernet/sdk/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import { applyBlock } from '../indexer/applyBlock.ts'
import type { ChainEvent } from '../indexer/log.ts'
import { undoAfter } from '../indexer/undo.ts'
import type { Store } from './database.ts'
import { readFlowDays, readFlows, readSparkDays, readSpendLimits } from './treasuryPage.ts'

type Hex = `0x${string}`
const address = (byte: string): Hex => `0x${byte.repeat(20)}`
const [BUYER, MANAGER, OTHER, ZERO] = [address('11'), address('22'), address('33'), address('00')]
const [SHOP, STREAM] = [address('44'), address('55')]
const contracts = { usdc: address('a0'), sogniToken: address('01') } as Contracts
const DAY = 86_400
const E18 = 10n ** 18n

/** Block n is made at noon of day n; each block is one transaction. */
function block(number: number, ...happened: [ChainEvent['source'], string, object][]) {
  const hash = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
  const at = number * DAY + DAY / 2
  const events = happened.map(([source, eventName, args], logIndex) => ({
    source,
    event: { eventName, args, place: { tx: hash(number), logIndex, block: number, at } },
  })) as unknown as ChainEvent[]
  return [{ number, hash: hash(number), parentHash: hash(number - 1), time: at }, events] as const
}

const sold = (currency: number, paid: bigint, amount = 200n * E18) =>
  ['sale', 'SparkSold', { owner: BUYER, payer: BUYER, currency, amount, paid }] as [
    ChainEvent['source'],
    string,
    object,
  ]
const minted = (amount = 200n * E18, sparkClass = 0) =>
  ['spark', 'SparkMinted', { owner: BUYER, class: sparkClass, amount }] as [
    ChainEvent['source'],
    string,
    object,
  ]
const spent = (amount: bigint, sparkClass = 0) =>
  ['spark', 'SparkSpent', { platform: OTHER, class: sparkClass, amount }] as [
    ChainEvent['source'],
    string,
    object,
  ]

describe('flows of the treasury', () => {
  let store: Store
  const apply = (...args: ReturnType<typeof block>) => store.db.transaction((tx) => applyBlock(tx, ...args))

  beforeAll(async () => {
    store = await createTestStore()
    await apply(...block(1, sold(0, 1_000_000n), minted()))
    const ether = ['treasury', 'EtherReceived', { from: OTHER, amount: 5n }] as const
    await apply(
      ...block(2, sold(1, 5n), [...ether], minted(), [
        ...ether.slice(0, 2),
        { from: OTHER, amount: 7n },
      ] as never),
    )
    await apply(
      ...block(
        3,
        ['fiat', 'FiatMinted', { owner: BUYER, usdE6: 1_100_000n, spark: 200n * E18 }],
        minted(),
        ['promo', 'PromoIssued', { owner: BUYER, amount: 3n * E18 }],
        minted(3n * E18, 1),
        spent(50n * E18),
        spent(1n * E18, 1),
      ),
    )
    await apply(
      ...block(
        4,
        ['fiat', 'ChargedBack', { owner: BUYER, burned: 100n * E18, creditedUsdE6: 550_000n }],
        spent(100n * E18),
        ['fiat', 'FiatSettled', { payer: MANAGER, usdE6: 550_000n }],
        [
          'treasury',
          'SpendLimitSet',
          { spender: MANAGER, token: contracts.usdc, newCapacity: 9n, newWindow: 60 },
        ],
        ['treasury', 'Spent', { spender: MANAGER, token: contracts.usdc, to: OTHER, amount: 4n }],
        ['treasury', 'Withdrawn', { token: OTHER, to: BUYER, amount: 6n }],
        ['treasury', 'PoolRefilled', { units: 2n, target: 2n }],
        ['ledger', 'TreasuryClaimed', { amount: 3n }],
        ['stream', 'TakenIn', { day: 4, amount: 8n }],
        ['stream', 'Released', { destination: OTHER, amount: 2n }],
        ['treasury', 'Spent', { spender: SHOP, token: ZERO, to: SHOP, amount: 4n }],
        ['stream', 'TakenIn', { day: 4, amount: 90n }],
        [
          'buyback',
          'BoughtBack',
          { caller: OTHER, token: ZERO, to: STREAM, spent: 4n, usdE18: 1n, sogni: 90n },
        ],
      ),
    )
  })
  afterAll(() => store.close())

  const kinds = async (side?: 'in' | 'out' | 'inside' | 'spark') =>
    (await readFlows(store.db, contracts, { side })).flows.map(({ kind }) => kind)

  it('come newest first, each once', async () => {
    expect(await kinds('in')).toEqual(['take', 'cardPaid', 'ether', 'sale', 'sale'])
    // What the treasury says of a buyback is hidden; what a manager spent in the same transaction is not.
    expect(await kinds('out')).toEqual(['buyback', 'withdrawn', 'spent'])
    expect(await kinds('inside')).toEqual(['streamIn', 'streamOut', 'streamIn', 'poolFilled'])
    // The Spark that a chargeback burns was not spent on renders.
    expect(await kinds('spark')).toEqual(['chargeback', 'burned', 'burned', 'promo', 'card'])
    expect(await kinds()).toHaveLength(17)
  })

  it('name their token, their party and what came of them', async () => {
    const { flows } = await readFlows(store.db, contracts, {})
    const of = (kind: string) => flows.find((flow) => flow.kind === kind)
    expect(of('sale')).toMatchObject({ token: 'eth', amount: 5n, spark: 200n * E18, party: BUYER, id: '2.0' })
    expect(of('ether')).toMatchObject({ token: 'eth', amount: 7n, party: OTHER })
    expect(of('spent')).toMatchObject({ token: 'usdc', amount: 4n, party: OTHER })
    expect(of('withdrawn')).toMatchObject({ token: 'other', asset: OTHER, amount: 6n })
    expect(of('take')).toMatchObject({ token: 'sogni', amount: 3_000_000_000n })
    expect(of('poolFilled')).toMatchObject({ amount: 2_000_000_000n })
    expect(of('buyback')).toMatchObject({ token: 'eth', amount: 4n, sogni: 90n, party: STREAM })
    expect(of('streamIn')?.party).toBeUndefined()
  })

  it('go on after the last of a page', async () => {
    const { flows } = await readFlows(store.db, contracts, { before: '4.3' })
    expect(flows[0]).toMatchObject({ kind: 'cardPaid', id: '4.2' })
    expect(flows.at(-1)).toMatchObject({ id: '1.0' })
  })

  it('add up by day', async () => {
    const days = await readFlowDays(store.db, contracts, 2)
    expect(days.filter(({ kind }) => kind === 'sale')).toEqual([
      { day: 2, kind: 'sale', token: 'eth', amount: 5n, spark: 200n * E18, sogni: 0n, count: 1 },
    ])
    expect(days.some(({ day }) => day === 1)).toBe(false)
  })

  it('say what Spark is out, with the last word from before the window', async () => {
    expect(await readSparkDays(store.db, 3)).toEqual([
      { day: 2, outstanding: 400n * E18 },
      { day: 3, outstanding: 550n * E18 },
      { day: 4, outstanding: 450n * E18 },
    ])
    expect(await readSparkDays(store.db, 0)).toHaveLength(4)
  })

  it('keep the buckets, of which an empty one is none', async () => {
    expect(await readSpendLimits(store.db, contracts)).toEqual([
      { spender: MANAGER, token: 'usdc', asset: contracts.usdc, capacity: 9n, window: 60 },
    ])
    const limit = { spender: MANAGER, token: ZERO, newCapacity: 1n, newWindow: 60 }
    await apply(...block(5, ['treasury', 'SpendLimitSet', limit]))
    expect((await readSpendLimits(store.db, contracts)).map(({ token }) => token)).toEqual(['eth', 'usdc'])
    await apply(...block(6, ['treasury', 'SpendLimitSet', { ...limit, newCapacity: 0n }]))
    expect(await readSpendLimits(store.db, contracts)).toHaveLength(1)
  })

  it('are taken back with their blocks', async () => {
    await store.db.transaction((tx) => undoAfter(tx, 2))
    expect(await kinds()).toEqual(['ether', 'sale', 'sale'])
    expect(await readSpendLimits(store.db, contracts)).toEqual([])
  })
})
