import { asc } from 'drizzle-orm'
import type { Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { admit, freeOperation } from '../../test/operations.ts'
import { createTestStore } from '../../test/testStore.ts'
import { hex32, newAccount } from '../../test/world.ts'
import type { Store, Transaction } from '../store/database.ts'
import { userOperations } from '../store/schema/index.ts'
import { bind, include, readWaiting, release, requeueOperation } from './operationRows.ts'

describe('operations that are taken', () => {
  let store: Store
  const sender = newAccount().address
  const factory = newAccount().address

  beforeAll(async () => {
    store = await createTestStore()
  })
  afterAll(() => store.close())
  beforeEach(() => store.db.delete(userOperations))

  const take = async (change: Parameters<typeof freeOperation>[1], hash: Hex = hex32()) => {
    await store.db.transaction((tx) => admit(tx, { hash, operation: freeOperation(sender, change), head: 1 }))
    return hash
  }
  const states = async () =>
    (await store.db.select().from(userOperations).orderBy(asc(userOperations.n))).map(
      ({ state, reason }) => reason ?? state,
    )
  const fees = (fee: bigint) => ({ maxFeePerGas: fee, maxPriorityFeePerGas: fee })

  it('wait in the order in which they came', async () => {
    const first = await take({ nonce: 0n })
    const second = await take({ nonce: 1n })
    expect((await readWaiting(store.db)).map(({ hash }) => hash)).toEqual([first, second])
  })

  it('are the same when they come again', async () => {
    const hash = await take({})
    await take({}, hash)
    expect(await states()).toEqual(['queued'])
  })

  it('take the place of one that pays a tenth less', async () => {
    await take(fees(100n))
    await expect(take(fees(109n))).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/replacement underpriced/),
    })
    await take(fees(110n))
    expect(await states()).toEqual(['replaced', 'queued'])
  })

  it('do not take the place of one that is being mined', async () => {
    const hash = await take(fees(100n))
    await store.db.transaction((tx) => bind(tx, [hash], 1))
    await expect(take(fees(200n))).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/being mined/),
    })
  })

  it('make an account one at a time', async () => {
    const making = { factory, factoryData: '0x' as Hex }
    await take({ ...making, nonce: 0n })
    await expect(take({ ...making, nonce: 1n << 64n })).rejects.toMatchObject({
      code: -32500,
      message: expect.stringMatching(/AA10/),
    })
    await take({ nonce: 1n })
    expect(await states()).toEqual(['queued', 'queued'])
  })

  describe('whose block is gone', () => {
    // Another operation of the number was taken in between: its row stood in the way, and the bundler stopped for good.
    const included = (block: number) => ({
      tx: hex32(),
      block,
      blockHash: hex32(),
      success: true,
      gasCost: 1n,
      gasUsed: 1n,
    })
    const apply = async (bundle: number | null) => {
      const hash = await take({ nonce: 5n })
      await include(store.db, hash, included(9), bundle)
      return hash
    }

    it('live again in the place of what waits for the same number', async () => {
      for (const again of [
        (tx: Transaction) => release(tx, 1, 'bundled'),
        (tx: Transaction) => release(tx, 1, 'queued'),
      ]) {
        await store.db.delete(userOperations)
        await apply(1)
        await take({ nonce: 5n })
        await store.db.transaction(again)
        expect((await states())[1]).toBe('an older operation of this nonce is back')
        expect(['bundled', 'queued']).toContain((await states())[0])
      }
    })

    it('wait again where somebody else had applied them', async () => {
      const hash = await apply(null)
      await take({ nonce: 5n })
      await store.db.transaction((tx) => requeueOperation(tx, hash))
      expect(await states()).toEqual(['queued', 'an older operation of this nonce is back'])
    })

    it('stay away from one of the same number that is on its way', async () => {
      await apply(1)
      const other = await take({ nonce: 5n })
      await store.db.transaction((tx) => bind(tx, [other], 2))
      await store.db.transaction((tx) => release(tx, 1, 'bundled'))
      expect(await states()).toEqual(['another operation of this nonce is on its way', 'bundled'])
    })
  })

  it('are bound to one bundle only', async () => {
    const hash = await take({})
    await store.db.transaction((tx) => bind(tx, [hash], 1))
    await expect(store.db.transaction((tx) => bind(tx, [hash], 2))).rejects.toThrow('taken meanwhile')
  })
})
