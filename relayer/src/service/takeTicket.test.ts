import { hashTicket, ledgerDomain, signTicket } from '@supernet/sdk/protocol'
import type { PostTicket } from '@supernet/sdk/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, newAccount, order, type World } from '../../test/world.ts'
import { chainSessions, events, shares, tickets } from '../store/schema/index.ts'
import { takeTicket } from './takeTicket.ts'

describe('takeTicket', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  const refuses = async (posted: PostTicket, code: string) => {
    await expect(takeTicket(world.common, posted)).rejects.toMatchObject({ code })
    const stored = await world.common.store.db
      .select()
      .from(tickets)
      .where(eq(tickets.digest, hashTicket(world.domain, posted.signed.ticket)))
    expect(stored).toEqual([])
  }

  it('makes ticket, shares, sealed bodies and events durable, and again changes nothing', async () => {
    const workers = [await world.addWorker(), await world.addWorker()]
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, workers)
    const job = await takeTicket(world.common, posted)
    expect(job.shares.map(({ seq, state, firstImage }) => ({ seq, state, firstImage }))).toEqual([
      { seq: 0, state: 'ticketed', firstImage: 0 },
      { seq: 1, state: 'ticketed', firstImage: 2 },
    ])
    expect(await takeTicket(world.common, posted)).toEqual(job)
    const { db } = world.common.store
    expect(await db.select().from(shares).where(eq(shares.jobId, job.jobId))).toHaveLength(2)
    expect(await db.select().from(events).where(eq(events.jobId, job.jobId))).toHaveLength(2)
  })

  // The window of a session stops at an unused number: a share that was refused would end the session 136 numbers on.
  it('gives the number of a dead share that nobody accepted to another ticket, and of no other share', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, [worker])
    await takeTicket(world.common, posted)
    const ofNumber = eq(shares.session, key.address)
    const { db } = world.common.store
    const again = async () => world.makeTicket(key, [worker])

    for (const state of ['ticketed', 'needsClient', 'settled']) {
      await db.update(shares).set({ state }).where(ofNumber)
      await refuses(await again(), 'ticket-conflict')
    }
    await db.update(shares).set({ state: 'expired', acceptSignature: '0x01' }).where(ofNumber)
    await refuses(await again(), 'ticket-conflict')
    await db.update(shares).set({ acceptSignature: null }).where(ofNumber)
    const job = await takeTicket(world.common, await again())
    expect(job.shares.map(({ seq, state }) => ({ seq, state }))).toEqual([{ seq: 0, state: 'ticketed' }])
  })

  it('refuses a ticket that the render key did not sign', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    const posted = await world.makeTicket(newAccount(), [worker])
    await refuses({ ...posted, signed: { ...posted.signed, session: key.address } }, 'ticket-signature')
  })

  it('refuses a ticket signed for another chain', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, [worker])
    const domain = ledgerDomain(1, world.common.network.contracts.renderLedger)
    const signature = await signTicket(key, domain, posted.signed.ticket)
    await refuses({ ...posted, signed: { ...posted.signed, signature } }, 'ticket-signature')
  })

  it.each([
    ['price-too-low', { unitPrice: 1n }],
    ['ticket-expired', { deliverBy: 1 }],
    ['ticket-terms', { redeemBy: 4_000_000_000 }],
    ['ticket-mismatch', { stepsPerImage: 19 }],
    ['number-used', { seq: 136 }],
  ] as const)('refuses with %s', async (code, change) => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    await refuses(await world.makeTicket(key, [worker], change), code)
  })

  it('refuses a number that another ticket holds', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    await takeTicket(world.common, await world.makeTicket(key, [worker]))
    await refuses(await world.makeTicket(key, [worker]), 'ticket-conflict')
  })

  it('refuses what the session cannot pay, older promises included', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession(5_000_000n)
    await takeTicket(world.common, await world.makeTicket(key, [worker]))
    await refuses(await world.makeTicket(key, [worker], { seq: 1 }), 'session-poor')
  })

  it('refuses an unknown session, a closing one, and one of another currency', async () => {
    const worker = await world.addWorker()
    await refuses(await world.makeTicket(newAccount(), [worker]), 'session-missing')
    const { key } = await world.addSession()
    const { db } = world.common.store
    await db.update(chainSessions).set({ state: 'closing' }).where(eq(chainSessions.key, key.address))
    await refuses(await world.makeTicket(key, [worker]), 'session-closing')
    await db
      .update(chainSessions)
      .set({ state: 'open', currency: 'sogni' })
      .where(eq(chainSessions.key, key.address))
    await refuses(await world.makeTicket(key, [worker]), 'session-currency')
  })

  it("refuses the user's own worker and an absent one", async () => {
    const { key, owner } = await world.addSession()
    await refuses(await world.makeTicket(key, [await world.addWorker(true, owner)]), 'worker-own')
    await refuses(await world.makeTicket(key, [await world.addWorker(false)]), 'reservation-expired')
  })

  it('refuses an unknown model and a job id of somebody else', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, [worker], { model: 7 })
    await refuses({ ...posted, order: { ...order, model: 7 } }, 'model-unknown')
    const first = await takeTicket(world.common, await world.makeTicket(key, [worker]))
    const other = await world.addSession()
    await refuses(await world.makeTicket(other.key, [worker], { jobId: first.jobId }), 'job-exists')
  })
})
