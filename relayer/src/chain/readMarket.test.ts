import { BaseError } from '@supernet/sdk/errors'
import { ContractFunctionRevertedError, HttpRequestError, type PublicClient } from 'viem'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, hex32, order, PRICE_E18, type World } from '../../test/world.ts'
import type { Common } from '../common.ts'
import { readPrice, readSogniPrice } from '../store/catalog.ts'
import { chainPrice, marketPrice } from '../store/schema/index.ts'
import { createMarketReader } from './readMarket.ts'

const MARKET_E18 = 20_000_000_000_000_000n
const AT = 1_000_000

describe('the price of SOGNI', () => {
  let world: World
  const worlds: World[] = []
  let head: { number: bigint; hash: `0x${string}`; timestamp: bigint }
  let answer: () => Promise<bigint>
  let asked: number

  beforeEach(async () => {
    world = await createWorld()
    worlds.push(world)
    head = { number: 7n, hash: hex32(), timestamp: BigInt(AT) }
    answer = async () => MARKET_E18
    asked = 0
  })
  afterAll(async () => {
    for (const made of worlds) await made.end()
  })

  const db = () => world.common.store.db
  const reader = () => {
    const chain = {
      getBlock: async () => head,
      readContract: async ({ blockNumber }: { blockNumber: bigint }) => {
        expect(blockNumber).toBe(head.number)
        asked += 1
        return answer()
      },
    }
    return createMarketReader({ ...world.common, chain: chain as unknown as PublicClient } as Common)
  }
  const namePool = () => db().update(chainPrice).set({ pool: world.common.network.contracts.priceOracle })
  const price = (now = AT) => readSogniPrice(db(), now)

  it('is the governed one before a pool is named, and nobody asks the oracle', async () => {
    await reader().step()
    expect([await price(), asked]).toEqual([PRICE_E18, 0])
  })

  it('is none once the governed one has expired', async () => {
    expect(await price(4_000_000_001)).toBeUndefined()
  })

  it('is none between the naming of the pool and the first reading', async () => {
    await namePool()
    expect(await price()).toBeUndefined()
  })

  it("is the oracle's at the newest block, asked for once a block", async () => {
    await namePool()
    const prices = reader()
    await prices.step()
    await prices.step()
    expect([await price(), asked]).toEqual([MARKET_E18, 1])
    head = { number: 8n, hash: hex32(), timestamp: BigInt(AT + 1) }
    answer = async () => MARKET_E18 + 1n
    await prices.step()
    expect([await price(), asked]).toEqual([MARKET_E18 + 1n, 2])
    expect(await db().select().from(marketPrice)).toEqual([
      { id: 1, priceE18: MARKET_E18 + 1n, block: 8, at: AT + 1 },
    ])
  })

  it('is asked for again where another block took the place of the last', async () => {
    await namePool()
    const prices = reader()
    await prices.step()
    head = { ...head, hash: hex32() }
    await prices.step()
    expect(asked).toBe(2)
  })

  it('is believed for a minute', async () => {
    await namePool()
    await reader().step()
    expect(await price(AT + 60)).toBe(MARKET_E18)
    expect(await price(AT + 61)).toBeUndefined()
  })

  it('is none where the oracle gives none, and Spark goes on', async () => {
    await namePool()
    answer = async () => {
      throw new ContractFunctionRevertedError({ abi: [], functionName: 'chargePrice' })
    }
    await reader().step()
    expect(await price()).toBeUndefined()
    const inSpark = await readPrice(db(), order, AT)
    expect(inSpark.unitSpark).toBeGreaterThan(0n)
    expect([inSpark.unitSogni, inSpark.totalSogni]).toEqual([undefined, undefined])
    await expect(readPrice(db(), { ...order, currency: 'sogni' }, AT)).rejects.toMatchObject({
      code: 'price-unavailable',
    })
  })

  it('stays the last one, and grows old, while the node does not answer', async () => {
    await namePool()
    const prices = reader()
    await prices.step()
    head = { ...head, hash: hex32() }
    answer = async () => {
      throw new HttpRequestError({ url: 'http://127.0.0.1:1' })
    }
    await expect(prices.step()).rejects.toBeInstanceOf(BaseError)
    expect(await price()).toBe(MARKET_E18)
    // The block was not read: the next step asks again.
    answer = async () => MARKET_E18
    await prices.step()
    expect(asked).toBe(3)
  })
})
