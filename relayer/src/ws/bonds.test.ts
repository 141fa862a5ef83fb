import type { PublicClient } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../test/world.ts'
import { readCandidates } from '../store/workers.ts'
import { refreshBonds } from './bonds.ts'

describe('bonds of workers that are here', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  it('are read again, in both directions', async () => {
    const { store, clock } = world.common
    const [poor, rich] = [await world.addWorker(), await world.addWorker()]
    const unbonded = new Set([poor.workerId])
    const readContract = async ({ args: [workerId] }: { args: [`0x${string}`] }) => !unbonded.has(workerId)
    const common = { ...world.common, chain: { readContract } as unknown as PublicClient }
    const bonded = async () => {
      await refreshBonds(common, [poor.operator.address, rich.operator.address])
      const candidates = await readCandidates(store.db, clock.now())
      return candidates.filter((candidate) => candidate.bonded).map(({ workerId }) => workerId)
    }
    expect(await bonded()).toEqual([rich.workerId])
    unbonded.clear()
    expect(new Set(await bonded())).toEqual(new Set([poor.workerId, rich.workerId]))
  })
})
