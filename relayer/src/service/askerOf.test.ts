import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, order, type World } from '../../test/world.ts'
import type { Level } from '../chain/benefits.ts'
import type { Common } from '../common.ts'
import { presence, tickets } from '../store/schema/index.ts'
import { quoteOrder } from './quoteOrder.ts'
import { reserveWorkers } from './reserveWorkers.ts'
import { takeTicket } from './takeTicket.ts'

const relaxed = { ...order, tier: 'relaxed' as const }
const jobId = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const

describe('what stake is good for', () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
  })
  afterEach(() => world.end())

  const withLevel = (change: Partial<Level>): Common => ({
    ...world.common,
    benefits: {
      ...world.common.benefits,
      levelOf: async () => ({ priority: 0, parallel: 64, freeFast: false, ...change }),
    },
  })

  it('limits the images in work of an account, over all its sessions', async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    await takeTicket(withLevel({ parallel: 4 }), await world.makeTicket(key, [worker]))
    const again = { jobId: jobId(1), session: key.address, order }
    await expect(reserveWorkers(withLevel({ parallel: 7 }), again)).rejects.toMatchObject({
      code: 'parallel-limit',
      details: { asked: 4, inWork: 4, limit: 7 },
    })
    expect((await reserveWorkers(withLevel({ parallel: 8 }), again)).shares).toHaveLength(1)
    const second = await world.makeTicket(key, [worker], { seq: 1 })
    await expect(takeTicket(withLevel({ parallel: 7 }), second)).rejects.toMatchObject({
      code: 'parallel-limit',
    })
    // Another account is not held by it.
    const other = await world.addSession()
    await takeTicket(withLevel({ parallel: 4 }), await world.makeTicket(other.key, [worker]))
  })

  it('keeps the priority with the ticket', async () => {
    const { key } = await world.addSession()
    await takeTicket(withLevel({ priority: 3 }), await world.makeTicket(key, [await world.addWorker()]))
    expect(await world.common.store.db.select().from(tickets)).toMatchObject([{ priority: 3 }])
  })

  it('gives Relaxed orders of a high stake to Fast workers without work', async () => {
    const worker = await world.addWorker()
    await world.common.store.db.update(presence).set({ tiers: ['fast'] })
    const { key } = await world.addSession()
    const session = key.address
    const high = withLevel({ freeFast: true })
    expect(await quoteOrder(high, relaxed)).toMatchObject({ possible: false })
    expect(await quoteOrder(withLevel({}), relaxed, session)).toMatchObject({ possible: false })
    const quote = await quoteOrder(high, relaxed, session)
    expect(quote).toMatchObject({ possible: true })
    expect(quote.price.unitSpark).toBe((await quoteOrder(high, order, session)).price.unitSpark / 2n)

    await expect(
      reserveWorkers(withLevel({}), { jobId: jobId(1), session, order: relaxed }),
    ).rejects.toMatchObject({ code: 'no-workers' })
    const posted = await world.makeTicket(key, [worker], { unitPrice: quote.price.unitSpark })
    const { jobId: mine } = posted.signed.ticket
    await reserveWorkers(high, { jobId: mine, session, order: relaxed })
    // Its own reservation does not count as work; another order finds the worker taken.
    await expect(reserveWorkers(high, { jobId: jobId(2), session, order: relaxed })).rejects.toMatchObject({
      code: 'no-workers',
    })
    await takeTicket(high, { ...posted, order: relaxed })
  })
})
