import { pauseDeskAbi } from '@supernet/sdk/abi'
import { decodeFunctionData } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { resumeDuties } from './resumePaused.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

it('ends pauses that are over, and asks for none that the desk refuses', async () => {
  const { contracts } = world.common.network
  const now = world.common.clock.now()
  const ends: Record<string, number> = {
    [contracts.sparkSale]: now - 1,
    [contracts.fiatMinter]: now + 60,
    [contracts.lpStaking]: now - 1,
  }
  const chain = {
    readContract: async ({ args: [target] }: { args: [string] }) => ({ endsAt: ends[target] ?? 0 }),
    simulateContract: async ({ args: [target] }: { args: [string] }) => {
      if (target === contracts.lpStaking) throw new Error('refused')
      return {}
    },
  } as unknown as Common['chain']
  const due: unknown[] = []
  for (const { needed, to, data } of resumeDuties({ ...world.common, chain })) {
    if (!(await needed().catch(() => false))) continue
    due.push([to, decodeFunctionData({ abi: pauseDeskAbi, data })])
  }
  expect(due).toEqual([[contracts.pauseDesk, { functionName: 'resume', args: [contracts.sparkSale] }]])
})
