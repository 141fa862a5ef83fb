import type { Network } from '@supernet/sdk/schema'
import type { PublicClient } from 'viem'
import { expect, it, vi } from 'vitest'
import { createBenefits } from './benefits.ts'

const OWNER = '0x00000000000000000000000000000000000000aa'
const network = { contracts: { stakeBenefits: OWNER, scoreBoard: OWNER } } as unknown as Network
const level = { priority: 1, parallel: 128, freeFast: false }

function setUp(readContract: (call?: unknown) => Promise<unknown>) {
  const clock = { now: 0 }
  const chain = { readContract: vi.fn(readContract) }
  return {
    clock,
    chain,
    benefits: createBenefits(chain as unknown as PublicClient, network, () => clock.now),
  }
}

it('asks the chain once a minute for an account', async () => {
  const { benefits, chain, clock } = setUp(async () => level)
  expect(await Promise.all([benefits.levelOf(OWNER), benefits.levelOf(OWNER)])).toEqual([level, level])
  expect(chain.readContract).toHaveBeenCalledTimes(1)
  clock.now = 60_000
  await benefits.levelOf(OWNER)
  expect(chain.readContract).toHaveBeenCalledTimes(2)
})

it('keeps level and tier apart', async () => {
  const { benefits, chain } = setUp(async () => 3)
  expect([await benefits.levelOf(OWNER), await benefits.tierOf(OWNER)]).toEqual([3, 3])
  expect(chain.readContract.mock.calls.map(([call]) => call)).toMatchObject([
    { functionName: 'levelOf' },
    { functionName: 'tierOf' },
  ])
})

it('does not keep a failure', async () => {
  let fails = true
  const { benefits } = setUp(async () => {
    if (fails) throw new Error('no chain')
    return level
  })
  await expect(benefits.levelOf(OWNER)).rejects.toThrow('no chain')
  fails = false
  expect(await benefits.levelOf(OWNER)).toEqual(level)
})

it('forgets the oldest when too many ask', async () => {
  const { benefits, chain } = setUp(async () => level)
  const account = (n: number) => `0x${n.toString(16).padStart(40, '0')}` as const
  for (let n = 0; n <= 10_000; n++) await benefits.levelOf(account(n))
  await benefits.levelOf(account(10_000))
  expect(chain.readContract).toHaveBeenCalledTimes(10_001)
  await benefits.levelOf(account(0))
  expect(chain.readContract).toHaveBeenCalledTimes(10_002)
})
