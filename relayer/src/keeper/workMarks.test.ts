import { EPOCH_SECONDS } from '@supernet/sdk/protocol'
import { eq } from 'drizzle-orm'
import type { PublicClient } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorld, type World } from '../../test/world.ts'
import { chainOperators, chainOperatorWorkers, outbox } from '../store/schema/index.ts'
import { createWorkMarksKeeper } from './workMarks.ts'

const START = 2_900 * EPOCH_SECONDS
const LAST_DAY = START + 6 * 86_400

describe('marks of what workers rendered', () => {
  let world: World
  let workerId: string
  let marked: number

  const db = () => world.common.store.db
  const stepAt = async (now: number) => {
    await db().delete(outbox)
    vi.spyOn(world.common.clock, 'now').mockReturnValue(now)
    await createWorkMarksKeeper(world.common).step()
    return (await db().select().from(outbox)).map(({ ref }) => ref)
  }

  beforeAll(async () => {
    world = await createWorld()
    const [busy, idle] = [await world.addWorker(), await world.addWorker()]
    workerId = busy.workerId
    for (const { operator, workerId: id } of [busy, idle])
      await db().insert(chainOperatorWorkers).values({ operator: operator.address, workerId: id })
    await db().update(chainOperators).set({ baseMs: 0 })
    await db()
      .update(chainOperators)
      .set({ baseMs: 43_200 })
      .where(eq(chainOperators.operator, busy.operator.address))
    const readContract = async () => [marked, 0n]
    Object.assign(world.common, { chain: { readContract } as unknown as PublicClient })
  })
  afterAll(() => world.end())
  beforeEach(() => {
    marked = 0
  })

  it('are made when a week begins, for workers that rendered', async () => {
    expect(await stepAt(START)).toEqual([`work mark ${workerId}`])
    marked = START
    expect(await stepAt(START + 1)).toEqual([])
    expect(await stepAt(LAST_DAY - 1)).toEqual([])
  })

  it('are made again in its last day, once', async () => {
    marked = START
    expect(await stepAt(LAST_DAY)).toEqual([`work mark ${workerId}`])
    marked = LAST_DAY
    expect(await stepAt(LAST_DAY + 3_600)).toEqual([])
    expect(await stepAt(START + EPOCH_SECONDS)).toEqual([`work mark ${workerId}`])
  })

  it('are not looked for at every step', async () => {
    const keeper = createWorkMarksKeeper(world.common)
    const looked = vi.spyOn(world.common.chain, 'readContract')
    const clock = vi.spyOn(world.common.clock, 'now')
    for (const now of [START, START + 599, START + 600]) {
      clock.mockReturnValue(now)
      await keeper.step()
    }
    expect(looked).toHaveBeenCalledTimes(2)
  })
})
