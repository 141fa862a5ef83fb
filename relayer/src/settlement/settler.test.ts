import { renderLedgerAbi } from '@supernet/sdk/abi'
import { receiptsRoot, signReport } from '@supernet/sdk/protocol'
import { asc, eq, isNull } from 'drizzle-orm'
import { decodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, hex32, type TestWorker, type World } from '../../test/world.ts'
import { takeReceipt } from '../service/takeReceipt.ts'
import { takeReport } from '../service/takeReport.ts'
import { takeTab } from '../service/takeTab.ts'
import { takeTicket } from '../service/takeTicket.ts'
import { batches, batchLines, blobs, cosigns, outbox, shares } from '../store/schema/index.ts'
import { createSettler } from './settler.ts'

describe('settler', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  /** A job on these workers, delivered and tabbed. */
  const deliver = async (workers: readonly TestWorker[], change: Parameters<World['makeTicket']>[2] = {}) => {
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, workers, change)
    const { ticket } = posted.signed
    await takeTicket(world.common, posted)
    const receipts = []
    for (const [share, worker] of workers.entries()) {
      const operator = worker.operator.address
      const each = 4 / workers.length
      const refs = Array.from({ length: each }, (_, i) => ({
        image: share * each + i,
        sha256: hex32(),
        bytes: 1,
      }))
      await world.common.store.db.insert(blobs).values(
        refs.map(({ sha256 }) => ({
          sha256,
          bytes: 1,
          operator,
          expiresAt: new Date(Date.now() + 60_000),
        })),
      )
      const signed = await world.makeReceipt(worker, { ticket }, share)
      await takeReceipt(world.common, operator, signed, refs)
      receipts.push(signed)
    }
    await takeTab(world.common, await world.makeTab(key, ticket, receipts))
    return { key, ticket }
  }

  /** Workers that sign what they are asked for, but for the silent ones. */
  const signLists = (workers: readonly TestWorker[]) => {
    const { store, bus, clock } = world.common
    return bus.subscribe((wake) => {
      if (wake.topic !== 'cosign') return
      void store.db
        .select()
        .from(cosigns)
        .where(isNull(cosigns.signature))
        .then(async (rows) => {
          for (const row of rows.filter(({ id }) => id === wake.id)) {
            const worker = workers.find(({ operator }) => operator.address === row.operator)
            if (worker === undefined) continue
            const report = { lines: row.lines, receiptsRoot: receiptsRoot([hex32()]), time: clock.now() }
            const signature = await signReport(worker.operator, world.domain, report)
            await takeReport(world.common, row.operator, {
              type: 'report',
              batch: row.id,
              receiptsRoot: report.receiptsRoot,
              time: report.time,
              signature,
            })
          }
        })
    })
  }

  const sent = async () => {
    const rows = await world.common.store.db.select().from(outbox).orderBy(asc(outbox.id))
    return Promise.all(
      rows.map(async ({ kind, ref, data }) => {
        const { functionName } = decodeFunctionData({ abi: renderLedgerAbi, data })
        expect(functionName).toBe(kind)
        const lines = await world.common.store.db.select().from(batchLines).where(eq(batchLines.batch, ref))
        return { kind, sessions: new Set(lines.map(({ session }) => session)), lines: lines.length }
      }),
    )
  }

  const reset = async () => {
    for (const table of [outbox, batchLines, batches, cosigns]) await world.common.store.db.delete(table)
    await world.common.store.db.update(shares).set({ state: 'final' })
  }

  it('sends one batch over the tabs of all due sessions, and none of its lines twice', async () => {
    const workers = [await world.addWorker(), await world.addWorker()]
    const first = await deliver(workers)
    const second = await deliver(workers)
    const stop = signLists(workers)
    const settler = createSettler(world.common)
    await settler.step()
    await settler.step()
    stop()
    expect(await sent()).toEqual([
      { kind: 'settleBatch', sessions: new Set([first.key.address, second.key.address]), lines: 4 },
    ])
    await reset()
  })

  it('leaves a silent worker out, has the rest sign again, and pays those it stranded with their tickets', async () => {
    const [silent, ...rest] = [await world.addWorker(), await world.addWorker(), await world.addWorker()]
    if (silent === undefined) return
    const [one, two] = rest as [TestWorker, TestWorker]
    const clean = await deliver([one, two])
    const mixed = await deliver([two, silent])
    const stop = signLists(rest)
    const settler = createSettler(world.common)
    await settler.step()
    expect(await sent()).toEqual([{ kind: 'settleBatch', sessions: new Set([clean.key.address]), lines: 2 }])

    // Its second chance is over: the other worker of that tab is paid in the second batch.
    await world.common.store.db.update(shares).set({ retryAt: null })
    await settler.step()
    stop()
    expect((await sent()).slice(1)).toEqual([
      { kind: 'settleTickets', sessions: new Set([mixed.key.address]), lines: 1 },
    ])
    await reset()
  })

  it('settles by ticket what is half way to its end, although its worker is gone', async () => {
    const worker = await world.addWorker()
    const now = world.common.clock.now()
    const { key } = await deliver([worker], { deliverBy: now + 2, redeemBy: now + 3 })
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const settler = createSettler({
      ...world.common,
      clock: { now: () => now + 2, observe: () => undefined },
    })
    await settler.step()
    expect((await sent()).at(-1)).toEqual({
      kind: 'settleTickets',
      sessions: new Set([key.address]),
      lines: 1,
    })
    await reset()
  })

  it('frees the lines of a batch that another process left half done, also where this one led before', async () => {
    const worker = await world.addWorker()
    const settler = createSettler(world.common)
    await settler.step()
    const { key } = await deliver([worker])
    const { db } = world.common.store
    await db.insert(batches).values({ id: 'left', lane: 'tabs', state: 'assembling', lines: 1 })
    await db.insert(batchLines).values({ batch: 'left', session: key.address, seq: 0 })
    const stop = signLists([worker])
    await settler.step()
    stop()
    expect(await sent()).toEqual([{ kind: 'settleBatch', sessions: new Set([key.address]), lines: 1 }])
    await reset()
  })
})
