import { signTab } from '@supernet/sdk/protocol'
import type { SignedTab } from '@supernet/sdk/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, hex32, newAccount, type World } from '../../test/world.ts'
import { readJob } from '../store/jobs.ts'
import { blobs } from '../store/schema/index.ts'
import { takeReceipt } from './takeReceipt.ts'
import { takeTab } from './takeTab.ts'
import { takeTicket } from './takeTicket.ts'

describe('takeTab', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  /** Two shares delivered, and the tab that a user signs over them. */
  const delivered = async () => {
    const workers = [await world.addWorker(), await world.addWorker()]
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, workers)
    const { ticket } = posted.signed
    await takeTicket(world.common, posted)
    const receipts = []
    for (const [share, worker] of workers.entries()) {
      const operator = worker.operator.address
      const refs = [0, 1].map((i) => ({ image: share * 2 + i, sha256: hex32(), bytes: 1 }))
      const expiresAt = new Date(Date.now() + 60_000)
      await world.common.store.db
        .insert(blobs)
        .values(refs.map(({ sha256 }) => ({ sha256, bytes: 1, operator, expiresAt })))
      const signed = await world.makeReceipt(worker, { ticket }, share)
      await takeReceipt(world.common, operator, signed, refs)
      receipts.push(signed)
    }
    return { key, ticket, receipts, tab: await world.makeTab(key, ticket, receipts) }
  }

  const resign = async (key: ReturnType<typeof newAccount>, tab: SignedTab): Promise<SignedTab> => ({
    ...tab,
    signature: await signTab(key, world.domain, tab.lines, tab.ratings),
  })

  it('marks the lines, and again changes nothing', async () => {
    const { tab, ticket } = await delivered()
    await takeTab(world.common, tab)
    const job = await readJob(world.common.store.db, ticket.jobId)
    expect(job.shares.map(({ state }) => state)).toEqual(['tabbed', 'tabbed'])
    await takeTab(world.common, tab)
    expect(await readJob(world.common.store.db, ticket.jobId)).toEqual(job)
  })

  it('refuses a tab that another key signed', async () => {
    const { tab } = await delivered()
    await expect(takeTab(world.common, await resign(newAccount(), tab))).rejects.toMatchObject({
      code: 'tab-signature',
    })
  })

  it.each([
    [
      'a lower amount',
      'tab-line',
      (tab: SignedTab) => ({ lines: tab.lines.map((l) => ({ ...l, amount: 1n })) }),
    ],
    ['fewer steps', 'tab-line', (tab: SignedTab) => ({ lines: tab.lines.map((l) => ({ ...l, steps: 1 })) })],
    [
      'another worker',
      'tab-line',
      (tab: SignedTab) => ({ lines: tab.lines.map((l) => ({ ...l, operator: newAccount().address })) }),
    ],
    [
      'an unknown number',
      'tab-line',
      (tab: SignedTab) => ({ lines: tab.lines.map((l) => ({ ...l, seq: l.seq + 9 })) }),
    ],
    ['numbers that fall', 'tab-line', (tab: SignedTab) => ({ lines: [...tab.lines].reverse() })],
    ['too few ratings', 'tab-ratings', () => ({ ratings: '0x00' as const })],
  ])('refuses %s', async (_, code, change) => {
    const { key, tab, ticket } = await delivered()
    const wrong = await resign(key, { ...tab, ...change(tab) })
    await expect(takeTab(world.common, wrong)).rejects.toMatchObject({ code })
    const job = await readJob(world.common.store.db, ticket.jobId)
    expect(job.shares.every(({ state }) => state === 'delivered')).toBe(true)
  })
})
