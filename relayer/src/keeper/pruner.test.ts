import { createHash } from 'node:crypto'
import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { hashTicket, signRedeliver } from '@supernet/sdk/protocol'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deliverShare } from '../../test/delivered.ts'
import { createWorld, hex32, type World } from '../../test/world.ts'
import { acknowledgeBlobs } from '../service/acknowledgeBlobs.ts'
import { takeRedelivery } from '../service/takeRedelivery.ts'
import { takeTab } from '../service/takeTab.ts'
import {
  batches,
  batchLines,
  blobs,
  chainSessions,
  cosigns,
  events,
  jobs,
  outbox,
  outboxAttempts,
  redeliveries,
  reservations,
  shares,
  tabs,
  tickets,
} from '../store/schema/index.ts'
import { createPruner } from './pruner.ts'

const DAY = 24 * 3600

describe('the pruner', () => {
  let world: World
  const worlds: World[] = []
  beforeEach(async () => {
    world = await createWorld()
    worlds.push(world)
  })
  afterEach(() => vi.restoreAllMocks())
  afterAll(async () => {
    for (const made of worlds) await made.end()
  })

  const db = () => world.common.store.db
  const count = async (table: Parameters<ReturnType<typeof db>['$count']>[0]) => db().$count(table)
  /** The chain's clock and the rows' own times move together. */
  const days = async (later: number) => {
    const now = world.common.clock.now()
    vi.spyOn(world.common.clock, 'now').mockReturnValue(now + later * DAY)
    const age = sql`interval '1 day' * ${later}`
    await db()
      .update(tabs)
      .set({ receivedAt: sql`${tabs.receivedAt} - ${age}` })
    await db()
      .update(batches)
      .set({ createdAt: sql`${batches.createdAt} - ${age}` })
    await db()
      .update(outbox)
      .set({ createdAt: sql`${outbox.createdAt} - ${age}` })
  }
  const prune = (change: { RETENTION_DAYS?: number } = {}) =>
    createPruner({ ...world.common, config: { ...world.common.config, ...change } }).step()

  const inState = async (state: string) => {
    const made = await deliverShare(world)
    await db().update(shares).set({ state }).where(eq(shares.jobId, made.ticket.jobId))
    return made
  }

  it('forgets a job whole when it is final and old, and not a day before', async () => {
    const made = await deliverShare(world)
    await takeTab(world.common, await world.makeTab(made.key, made.ticket, [made.receipt]))
    await acknowledgeBlobs(
      world.common,
      made.ticket.jobId,
      made.refs.map(({ sha256 }) => sha256),
    )
    const redeliver = {
      ticket: hashTicket(world.domain, made.ticket),
      share: 0,
      at: world.common.clock.now(),
    }
    const signature = await signRedeliver(made.key, world.domain, redeliver)
    await takeRedelivery(world.common, made.ticket.jobId, { redeliver, signature })
    await db().update(redeliveries).set({ state: 'done' })
    await db().update(shares).set({ state: 'final' })
    await db().update(tabs).set({ closed: true })
    const tables = [jobs, shares, tickets, events, redeliveries, tabs]

    await days(29)
    await prune()
    for (const table of tables) expect(await count(table)).toBeGreaterThan(0)
    await days(2)
    await prune()
    for (const table of tables) expect(await count(table)).toBe(0)
    expect(await world.common.metrics.pruned.get()).toMatchObject({
      values: expect.arrayContaining([
        { labels: { kind: 'jobs' }, value: 1 },
        { labels: { kind: 'tabs' }, value: 1 },
      ]),
    })
  })

  it.each(['ticketed', 'rendering', 'delivered', 'needsClient', 'tabbed', 'claimed', 'settled', 'disputed'])(
    'keeps a job with a share that is %s, however old',
    async (state) => {
      await inState(state)
      await days(400)
      await prune()
      expect([await count(jobs), await count(shares)]).toEqual([1, 1])
    },
  )

  it('keeps what can still be asked for again, whatever the retention', async () => {
    const { ticket } = await inState('final')
    const now = world.common.clock.now()
    const clock = vi.spyOn(world.common.clock, 'now')
    clock.mockReturnValue(ticket.redeemBy + 8 * DAY)
    await prune({ RETENTION_DAYS: 1 })
    expect(await count(jobs)).toBe(1)
    clock.mockReturnValue(ticket.redeemBy + 8 * DAY + 1)
    await prune({ RETENTION_DAYS: 1 })
    expect(await count(jobs)).toBe(0)
    expect(ticket.redeemBy).toBeGreaterThan(now)
  })

  it('keeps a job while a challenge waits', async () => {
    const made = await inState('final')
    const id = hex32()
    const redeliver = { ticket: hashTicket(world.domain, made.ticket), share: 0, at: 1 }
    const signed = { redeliver, signature: await signRedeliver(made.key, world.domain, redeliver) }
    const { jobId } = made.ticket
    const row = { id, ticket: redeliver.ticket, share: 0, jobId, operator: made.worker.operator.address }
    await db()
      .insert(redeliveries)
      .values({ ...row, signed, state: 'waiting', until: 1 })
    await days(400)
    await prune()
    expect(await count(jobs)).toBe(1)
  })

  it('keeps an absence that is not reported while its number blocks an open session', async () => {
    const { key } = await inState('expired')
    await db().update(shares).set({ acceptSignature: hex32(), acceptedAt: 1, receipt: null })
    await days(400)
    await prune()
    expect(await count(jobs)).toBe(1)
    await db().update(chainSessions).set({ base: 1 }).where(eq(chainSessions.key, key.address))
    await prune()
    expect(await count(jobs)).toBe(0)
  })

  it('forgets batches and transactions that are final, none in flight, and keeps what others look for', async () => {
    const batch = async (state: 'final' | 'settled' | 'dropped', sent: 'final' | 'mined') => {
      const id = hex32()
      await db().insert(batches).values({ id, lane: 'tabs', state, lines: 1 })
      await db().insert(batchLines).values({ batch: id, session: hex32(), seq: 1 })
      await db().insert(cosigns).values({ id: hex32(), operator: hex32(), batch: id, lines: [] })
      const [row] = await db()
        .insert(outbox)
        .values({ kind: 'settleBatch', ref: id, to: hex32(), data: '0x', state: sent })
        .returning()
      const fees = { maxFeePerGas: 1n, maxPriorityFeePerGas: 1n }
      await db()
        .insert(outboxAttempts)
        .values({ hash: hex32(), outbox: row?.id ?? 0, raw: '0x', ...fees })
      return id
    }
    await batch('final', 'final')
    await batch('dropped', 'final')
    const open = [await batch('settled', 'final'), await batch('final', 'mined')]
    // A report of an absence, while its share is here.
    const { key } = await inState('needsClient')
    const report = {
      kind: 'keeper',
      ref: `noShow ${key.address} 0`,
      to: key.address,
      data: '0x',
      state: 'final',
    }
    await db()
      .insert(outbox)
      .values([report as never, { ...report, ref: 'flushBurn' } as never])
    await days(31)
    await prune()
    expect((await db().select().from(batches)).map(({ id }) => id)).toEqual([open[0]])
    expect(await count(batchLines)).toBe(1)
    expect(await count(cosigns)).toBe(1)
    expect((await db().select().from(outbox)).map(({ ref }) => ref).sort()).toEqual(
      [...open, report.ref].sort(),
    )
    expect(await count(outboxAttempts)).toBe(2)
  })

  it('works through more than one transaction takes', async () => {
    const expiresAt = new Date(Date.now() - 1_000)
    const rows = Array.from({ length: 450 }, () => ({
      jobId: hex32(),
      operator: hex32(),
      images: 1,
      expiresAt,
    }))
    await db().insert(reservations).values(rows)
    await db()
      .insert(reservations)
      .values({ ...rows[0], jobId: hex32(), expiresAt: new Date(Date.now() + 60_000) } as never)
    await prune()
    expect(await count(reservations)).toBe(1)
  })

  it('deletes files that no row names, once no upload can own them', async () => {
    const root = join(world.common.config.RELAYER_DATA_DIR, 'blobs')
    const put = async (text: string) => {
      const sha256 = `0x${createHash('sha256').update(text).digest('hex')}` as const
      await world.common.blobs.put(sha256, Readable.from([Buffer.from(text)]))
      return sha256
    }
    const pathOf = (sha256: string) => join(root, sha256.slice(2, 4), sha256.slice(2))
    const old = (sha256: string) =>
      utimesSync(pathOf(sha256), new Date(), new Date(Date.now() - 3 * 3_600_000))
    const [lost, fresh, named] = [await put('lost'), await put('fresh'), await put('named')]
    await db().insert(blobs).values({ sha256: named, bytes: 5, operator: hex32(), expiresAt: new Date() })
    old(lost)
    old(named)
    const pruner = createPruner(world.common)
    for (let i = 0; i < 256; i++) await pruner.step()
    expect([lost, fresh, named].map((name) => existsSync(pathOf(name)))).toEqual([false, true, true])
    expect(readdirSync(root)).toContain('incoming')
  })
})
