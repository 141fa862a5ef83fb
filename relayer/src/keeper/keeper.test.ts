import type { PublicClient } from 'viem'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { outbox } from '../store/schema/index.ts'
import { createKeeper } from './keeper.ts'

const UNIT = 10n ** 18n

/** A chain on which nothing is due. */
const calm = (now: number) => ({
  global: {
    pool: 1_000n,
    sparkRate: 1_000n,
    sparkHeld: 5n,
    sparkOutstanding: 5n,
    promoHeld: 0n,
    promoOutstanding: 0n,
  },
  poolTarget: 1_000n,
  sparkRate: 1_000n,
  nextPokeAt: now + 60,
  state: [true, now + 60, 0n, 0n],
  nextPurchase: { usdE18: 100n * UNIT },
  releasable: UNIT - 1n,
})
type Answers = ReturnType<typeof calm>

describe('the keeper', () => {
  let world: World
  const worlds: World[] = []
  let answers: Answers
  beforeEach(async () => {
    world = await createWorld()
    worlds.push(world)
    answers = calm(world.common.clock.now())
  })
  afterAll(async () => {
    for (const made of worlds) await made.end()
  })

  const step = () => {
    const chain = {
      readContract: async ({ functionName }: { functionName: keyof Answers }) => {
        const value = answers[functionName]
        if (value instanceof Error) throw value
        return value
      },
    }
    return createKeeper({ ...world.common, chain: chain as unknown as PublicClient } as Common).step()
  }
  const queued = async () => (await world.common.store.db.select().from(outbox)).map(({ ref }) => ref)

  it('does nothing where nothing is due', async () => {
    await step()
    expect(await queued()).toEqual([])
  })

  it.each<[string, (now: number) => Partial<Answers>]>([
    ['flushBurn', () => ({ global: { ...calm(0).global, sparkHeld: 6n } })],
    ['refillPool', () => ({ poolTarget: 1_006n })],
    ['pushSparkRate', () => ({ sparkRate: 1_006n })],
    ['pokeOracle', (now) => ({ nextPokeAt: now })],
    ['buyback', (now) => ({ state: [true, now, 0n, 0n] })],
    ['releaseRewards', () => ({ releasable: UNIT })],
  ])('does %s once it is due, and once only while that waits', async (name, change) => {
    answers = { ...answers, ...change(world.common.clock.now()) }
    await step()
    // Another process, after a kill: the table remembers.
    await step()
    expect(await queued()).toEqual([name])
    expect((await world.common.metrics.duties.get()).values).toEqual([{ labels: { duty: name }, value: 1 }])
  })

  it('does it again when it is due again', async () => {
    answers.releasable = UNIT
    await step()
    await world.common.store.db.update(outbox).set({ state: 'mined' })
    await step()
    expect(await queued()).toEqual(['releaseRewards', 'releaseRewards'])
  })

  it.each<[string, (now: number) => object]>([
    ['a price that moved by half a percent', () => ({ sparkRate: 1_005n, poolTarget: 1_005n })],
    ['an oracle without a pool', () => ({ nextPokeAt: 0 })],
    ['a closed buyback', (now) => ({ state: [false, now, 0n, 0n] })],
    [
      'a purchase of less than a dollar',
      (now) => ({ state: [true, now, 0n, 0n], nextPurchase: { usdE18: 1n } }),
    ],
    [
      'a market that allows no purchase',
      (now) => ({ state: [true, now, 0n, 0n], nextPurchase: new Error('BuybackSpotOff') }),
    ],
  ])('leaves %s alone', async (_, change) => {
    answers = { ...answers, ...change(world.common.clock.now()) } as Answers
    await step()
    expect(await queued()).toEqual([])
  })

  it('does the other duties where one cannot be judged', async () => {
    answers = { ...answers, poolTarget: new Error('no price') as never, releasable: UNIT }
    await step()
    expect(await queued()).toEqual(['releaseRewards'])
  })
})
