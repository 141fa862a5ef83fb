import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUnreadWorld, ledgerLogs } from '../../test/ledgerLogs.ts'
import { createScriptedChain } from '../../test/scriptedChain.ts'
import { hex32, type World } from '../../test/world.ts'
import { takeTicket } from '../service/takeTicket.ts'
import { chainPrice, chainReading, chainSessions, shares } from '../store/schema/index.ts'
import { createIndexer } from './indexer.ts'
import { READING } from './reading.ts'

/** Two ranges of blocks, and less of a third than can be taken back one by one. */
const LENGTH = 2_030

type Logs = ReturnType<typeof ledgerLogs>

describe('a database that was read otherwise', () => {
  let world: World
  let scripted: ReturnType<typeof createScriptedChain>
  const worlds: World[] = []
  let opened: Logs['opened']
  let toppedUp: Logs['toppedUp']
  let priced: Logs['priced']
  const db = () => world.common.store.db

  beforeEach(async () => {
    world = await createUnreadWorld()
    worlds.push(world)
    ;({ opened, toppedUp, priced } = ledgerLogs(world.common.network.contracts))
    scripted = createScriptedChain()
    scripted.grow(opened(100n))
    scripted.grow(priced(7n))
    while (scripted.length < LENGTH) scripted.grow()
    await step()
    // As an indexer left it that knew neither prices nor that it might be replaced.
    await db().delete(chainPrice)
    await db().update(chainSessions).set({ balance: 1n })
    await db().delete(chainReading)
  })
  afterEach(() => vi.restoreAllMocks())
  afterAll(async () => {
    for (const each of worlds) await each.end()
  })

  const step = (signal = new AbortController().signal) =>
    createIndexer({ ...world.common, chain: scripted.chain }).step(signal)
  const price = async () => (await db().select().from(chainPrice))[0]?.priceE18
  const balance = async () => (await db().select().from(chainSessions))[0]?.balance
  const reading = async () => (await db().select().from(chainReading))[0]?.reading
  const schemas = async () =>
    (await db().execute(sql`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'chain_reading%'`)).rows
      .length

  /** As many turns as a slow machine needs. */
  const readAgain = async () => {
    for (let turn = 0; turn < 20 && (await reading()) !== READING; turn++) await step()
  }

  /** Each look at the clock is 1.5 s after the one before: time for one range of blocks in a turn. */
  const hurry = () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 1_500
      return now
    })
  }

  it('is read again from the deployment, once', async () => {
    await readAgain()
    expect([await price(), await balance(), await reading(), await schemas()]).toEqual([7n, 100n, READING, 0])
    const blocks = vi.spyOn(scripted.chain, 'getLogs')
    await step()
    expect(blocks).not.toHaveBeenCalled()
  })

  it('serves the old rows until all are read, follows the head meanwhile, and goes on where it was', async () => {
    hurry()
    const asked = vi.spyOn(scripted.chain, 'getLogs')
    await step()
    expect([await price(), await reading(), await schemas()]).toEqual([undefined, undefined, 1])
    scripted.grow(toppedUp(50n, 150n))
    await step()
    // What happened at the head is in the rows that are served, though those are still of the old reading.
    expect([await price(), await balance()]).toEqual([undefined, 150n])
    await readAgain()
    expect([await price(), await balance(), await reading(), await schemas()]).toEqual([7n, 150n, READING, 0])
    // Every step is a new indexer, as after a crash: none of them began anew.
    expect(asked.mock.calls.filter(([filter]) => filter?.fromBlock === 0n)).toHaveLength(1)
  })

  it('takes a re-org back in the rows that it reads, too', async () => {
    hurry()
    for (let turn = 0; turn < 2; turn++) await step()
    scripted.cut(1_990)
    scripted.grow(priced(8n))
    while (scripted.length < LENGTH) scripted.grow()
    expect(await reading()).toBeUndefined()
    await readAgain()
    expect([await price(), await balance(), await reading()]).toEqual([8n, 100n, READING])
    // The journal came along: the exchange can be followed by a re-org.
    scripted.cut(1_990)
    scripted.grow()
    await step()
    expect(await price()).toBe(7n)
  })

  it('leaves what settlements did to jobs as it was', async () => {
    await db()
      .insert(chainPrice)
      .values({ id: 1, priceE18: 10n ** 16n, validUntil: 4_000_000_000 })
    const worker = await world.addWorker()
    const { key: session } = await world.addSession()
    await takeTicket(world.common, await world.makeTicket(session, [worker]))
    await db().update(shares).set({ state: 'final', settledBlock: 3, settledTx: hex32() })
    await readAgain()
    expect((await db().select().from(shares))[0]?.state).toBe('final')
    expect(await reading()).toBe(READING)
  })

  it('drops what another reading has begun, and owns up when it went on after a newer one', async () => {
    await db().execute(sql`CREATE SCHEMA chain_reading_0`)
    await readAgain()
    expect([await reading(), await schemas()]).toEqual([READING, 0])
    await db()
      .update(chainReading)
      .set({ reading: READING + 1 })
    await step()
    expect(await reading()).toBe(READING)
  })
})
