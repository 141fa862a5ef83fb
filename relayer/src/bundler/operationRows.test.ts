import { asc } from 'drizzle-orm'
import type { Hex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freeOperation } from '../../test/operations.ts'
import { createTestStore } from '../../test/testStore.ts'
import { hex32, newAccount } from '../../test/world.ts'
import type { Store } from '../store/database.ts'
import { userOperations } from '../store/schema/index.ts'
import { admit, bind, readWaiting } from './operationRows.ts'

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

  it('are bound to one bundle only', async () => {
    const hash = await take({})
    await store.db.transaction((tx) => bind(tx, [hash], 1))
    await expect(store.db.transaction((tx) => bind(tx, [hash], 2))).rejects.toThrow('taken meanwhile')
  })
})
