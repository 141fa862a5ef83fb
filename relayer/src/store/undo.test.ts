import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore } from '../../test/testStore.ts'
import type { Store } from './database.ts'
import { chainGlobal, chainModels, chainSessions } from './schema/index.ts'

const key = '0x00000000000000000000000000000000000000AA'
const session = { key, owner: key, currency: 'spark', state: 'open', expiry: 9, block: 1 } as const

describe('chain_undo_after', () => {
  let store: Store
  beforeAll(async () => {
    store = await createTestStore()
  })
  afterAll(() => store.close())

  const atBlock = (
    block: number,
    change: (tx: Parameters<Parameters<Store['db']['transaction']>[0]>[0]) => Promise<unknown>,
  ) =>
    store.db.transaction(async (tx) => {
      await tx.execute(sql`SELECT set_config('supernet.block', ${String(block)}, true)`)
      await change(tx)
    })

  it('takes back inserts, updates and deletes above the fork, exactly', async () => {
    const window = (1n << 135n) + 5n
    await atBlock(1, (tx) => tx.insert(chainSessions).values({ ...session, balance: 2n ** 64n - 1n, window }))
    await atBlock(1, (tx) =>
      tx.insert(chainModels).values({
        id: 1,
        owner: key,
        account: key,
        name: 'sticker',
        uri: '',
        contentRoot: '0x01',
        classId: '0x02',
        table: {
          fixedMs: 1,
          stepMicro: 2,
          minMs: 3,
          maxSteps: 4,
          maxCount: 5,
          pixels: [{ pixels: 6, bps: 7 }],
        },
      }),
    )
    const before = await store.db.select().from(chainSessions)
    const models = await store.db.select().from(chainModels)

    await atBlock(2, (tx) => tx.update(chainSessions).set({ balance: 5n, window: 0n }))
    await atBlock(3, (tx) => tx.delete(chainSessions))
    await atBlock(3, (tx) => tx.insert(chainSessions).values({ ...session, balance: 1n }))
    await atBlock(3, (tx) => tx.delete(chainModels))
    await atBlock(4, (tx) => tx.insert(chainGlobal).values({ id: 1 }))
    await store.db.execute(sql`SELECT chain_undo_after(1)`)

    expect(await store.db.select().from(chainSessions)).toEqual(before)
    expect(before[0]?.window).toBe(window)
    expect(await store.db.select().from(chainModels)).toEqual(models)
    expect(await store.db.select().from(chainGlobal)).toEqual([])
  })
})
