import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUnreadWorld, key, ledgerLogs } from '../../test/ledgerLogs.ts'
import { createScriptedChain } from '../../test/scriptedChain.ts'
import type { World } from '../../test/world.ts'
import { takeTicket } from '../service/takeTicket.ts'
import { chainBlocks, chainPrice, chainSessions, outbox, shares } from '../store/schema/index.ts'
import { createIndexer } from './indexer.ts'

const { signal } = new AbortController()

type Logs = ReturnType<typeof ledgerLogs>

describe('indexer', () => {
  let world: World
  let scripted: ReturnType<typeof createScriptedChain>
  const worlds: World[] = []
  let opened: Logs['opened']
  let toppedUp: Logs['toppedUp']
  let priced: Logs['priced']

  beforeEach(async () => {
    world = await createUnreadWorld()
    worlds.push(world)
    ;({ opened, toppedUp, priced } = ledgerLogs(world.common.network.contracts))
    scripted = createScriptedChain()
  })
  afterAll(async () => {
    for (const each of worlds) await each.end()
  })

  const step = () => createIndexer({ ...world.common, chain: scripted.chain }).step(signal)
  const balance = async () => {
    const [row] = await world.common.store.db.select().from(chainSessions).where(eq(chainSessions.key, key))
    return row?.balance
  }
  const price = async () => (await world.common.store.db.select().from(chainPrice))[0]?.priceE18
  const tip = async () => {
    const rows = await world.common.store.db.select().from(chainBlocks)
    return Math.max(...rows.map(({ number }) => number))
  }

  it('follows the head, and goes on where it stopped', async () => {
    scripted.grow()
    scripted.grow(opened(100n), priced(7n))
    await step()
    expect([await balance(), await price(), await tip()]).toEqual([100n, 7n, 1])
    scripted.grow(toppedUp(50n, 150n))
    await step()
    await step()
    expect([await balance(), await tip()]).toEqual([150n, 2])
  })

  it('reads nothing twice: a head that it has reached is done', async () => {
    scripted.grow(opened(100n))
    const getLogs = vi.spyOn(scripted.chain, 'getLogs')
    const indexer = createIndexer({ ...world.common, chain: scripted.chain })
    expect([await indexer.step(signal), await indexer.step(signal)]).toEqual([false, false])
    expect(getLogs).toHaveBeenCalledTimes(1)
    scripted.grow(toppedUp(50n, 150n))
    expect([await indexer.step(signal), await balance()]).toEqual([false, 150n])
    expect(getLogs).toHaveBeenCalledTimes(2)
  })

  it('takes back a short re-org exactly, and reads what came instead', async () => {
    scripted.grow(opened(100n))
    scripted.grow(priced(7n))
    scripted.grow(toppedUp(50n, 150n), priced(8n))
    scripted.grow(toppedUp(50n, 200n))
    await step()
    expect([await balance(), await price()]).toEqual([200n, 8n])
    scripted.cut(2)
    scripted.grow(toppedUp(1n, 101n))
    await step()
    expect([await balance(), await price(), await tip()]).toEqual([101n, 7n, 2])
  })

  it('reads all of it again after a re-org deeper than the blocks it keeps', async () => {
    scripted.grow(opened(100n))
    for (let i = 0; i < 100; i++) scripted.grow()
    await step()
    scripted.cut(0)
    scripted.grow(priced(9n))
    scripted.grow(opened(5n))
    await step()
    expect([await balance(), await price(), await tip()]).toEqual([5n, 9n, 1])
  })

  it('brings settled shares and their transactions back when their block is gone', async () => {
    const { db } = world.common.store
    await db.insert(chainPrice).values({ id: 1, priceE18: 10n ** 16n, validUntil: 4_000_000_000 })
    const worker = await world.addWorker()
    const { key: session } = await world.addSession()
    await takeTicket(world.common, await world.makeTicket(session, [worker]))
    for (let i = 0; i < 4; i++) scripted.grow()
    await step()
    await db
      .update(shares)
      .set({ state: 'settled', settledBlock: 3, settledTx: '0x01', tabbedAt: new Date() })
    const sent = { kind: 'settleBatch', ref: 'batch', to: key, data: '0x', nonce: 1 } as const
    await db.insert(outbox).values({ ...sent, state: 'mined', block: 3 })
    scripted.cut(3)
    scripted.grow()
    await step()
    expect((await db.select().from(shares))[0]).toMatchObject({
      state: 'tabbed',
      settledBlock: null,
      settledTx: null,
    })
    expect((await db.select().from(outbox))[0]?.state).toBe('intent')
  })
})
