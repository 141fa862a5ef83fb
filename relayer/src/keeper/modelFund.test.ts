import { modelCreatorFundAbi } from '@supernet/sdk/abi'
import { decodeFunctionData, type Hex, numberToHex, type PublicClient } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorld, type World } from '../../test/world.ts'
import { chainLedgerModels, outbox } from '../store/schema/index.ts'
import { createModelFundKeeper } from './modelFund.ts'

const WEEK = 2_900
const START = WEEK * 7 * 86_400
const COUNTED = START + 3 * 86_400

describe('the Model Creator Fund', () => {
  let world: World
  let answer: (functionName: string) => Hex

  const db = () => world.common.store.db
  const stepAt = async (now: number) => {
    await db().delete(outbox)
    vi.spyOn(world.common.clock, 'now').mockReturnValue(now)
    await createModelFundKeeper(world.common).step()
    return (await db().select().from(outbox)).map(({ ref }) => ref)
  }

  beforeAll(async () => {
    world = await createWorld()
    await db().update(chainLedgerModels).set({ images: 7 })
    await db().insert(chainLedgerModels).values({ id: 2, royaltyBps: 0, listed: true })
    const chain = {
      readContract: async () => WEEK,
      call: async ({ data }: { data: Hex }) => ({
        data: answer(decodeFunctionData({ abi: modelCreatorFundAbi, data }).functionName),
      }),
    }
    Object.assign(world.common, { chain: chain as unknown as PublicClient })
  })
  afterAll(() => world.end())
  beforeEach(() => {
    answer = (name) => (name === 'count' ? '0x' : numberToHex(5, { size: 32 }))
  })

  it('counts models with images in the first days of a week, then pays them', async () => {
    expect(await stepAt(START)).toEqual([`fund count ${WEEK} 1`])
    expect(await stepAt(COUNTED - 1)).toEqual([`fund count ${WEEK} 1`])
    expect(await stepAt(COUNTED)).toEqual([`fund claim ${WEEK} 1`])
  })

  it('sends nothing that the chain refuses, or that pays nothing', async () => {
    answer = () => numberToHex(0, { size: 32 })
    expect(await stepAt(COUNTED)).toEqual([])
    answer = () => {
      throw new Error('execution reverted')
    }
    expect(await stepAt(START)).toEqual([])
    expect(await stepAt(COUNTED)).toEqual([])
  })
})
