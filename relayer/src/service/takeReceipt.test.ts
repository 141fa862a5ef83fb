import type { Receipt } from '@supernet/sdk/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, hex32, newAccount, type TestWorker, type World } from '../../test/world.ts'
import { readJob } from '../store/jobs.ts'
import { blobs } from '../store/schema/index.ts'
import { takeReceipt } from './takeReceipt.ts'
import { takeTicket } from './takeTicket.ts'

describe('takeReceipt', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())

  const ticketed = async () => {
    const worker = await world.addWorker()
    const { key } = await world.addSession()
    const posted = await world.makeTicket(key, [worker])
    await takeTicket(world.common, posted)
    return { worker, key, ticket: posted.signed.ticket }
  }

  const store = async (worker: TestWorker, images: readonly number[]) => {
    const refs = images.map((image) => ({ image, sha256: hex32(), bytes: 10 }))
    const expiresAt = new Date(Date.now() + 60_000)
    await world.common.store.db
      .insert(blobs)
      .values(
        refs.map(({ sha256, bytes }) => ({ sha256, bytes, operator: worker.operator.address, expiresAt })),
      )
    return refs
  }

  const shareOf = async (jobId: `0x${string}`) => {
    const [share] = (await readJob(world.common.store.db, jobId)).shares
    return share
  }

  it('follows cumulative receipts to delivery and derives the line', async () => {
    const { worker, ticket, key } = await ticketed()
    const operator = worker.operator.address
    const refs = await store(worker, [0, 1, 2, 3])
    const first = await world.makeReceipt(worker, { ticket }, 0, { images: 1, steps: 20, last: false })
    await takeReceipt(world.common, operator, first, refs.slice(0, 1))
    expect(await shareOf(ticket.jobId)).toMatchObject({ state: 'rendering', blobs: refs.slice(0, 1) })
    const last = await world.makeReceipt(worker, { ticket }, 0)
    await takeReceipt(world.common, operator, last, refs)
    expect(await shareOf(ticket.jobId)).toMatchObject({
      state: 'delivered',
      blobs: refs,
      line: {
        session: key.address,
        seq: 0,
        count: 1,
        images: 4,
        steps: 80,
        amount: 4_000_000n,
        baseMs: 172_800,
      },
    })
    // Repeated by a worker that missed the acknowledgement, and an older one that comes late.
    const before = await readJob(world.common.store.db, ticket.jobId)
    await takeReceipt(world.common, operator, last, refs)
    await takeReceipt(world.common, operator, first, refs.slice(0, 1))
    expect(await readJob(world.common.store.db, ticket.jobId)).toEqual(before)
  })

  it.each([
    ['receipt-excess', { images: 5 }],
    ['receipt-excess', { steps: 81 }],
    ['receipt-mismatch', { paramsCommit: hex32() }],
    ['receipt-mismatch', { classId: hex32() }],
    ['share-unknown', { ticket: hex32() }],
    ['blob-missing', {}],
  ] as [string, Partial<Receipt>][])('refuses with %s: %o', async (code, change) => {
    const { worker, ticket } = await ticketed()
    const signed = await world.makeReceipt(worker, { ticket }, 0, change)
    await expect(takeReceipt(world.common, worker.operator.address, signed, [])).rejects.toMatchObject({
      code,
    })
    expect(await shareOf(ticket.jobId)).toMatchObject({ state: 'ticketed' })
  })

  it('refuses a receipt that was changed after it was signed, and one of another worker', async () => {
    const { worker, ticket } = await ticketed()
    const signed = await world.makeReceipt(worker, { ticket }, 0, { steps: 40 })
    const tampered = { ...signed, receipt: { ...signed.receipt, steps: 80 } }
    const { address } = worker.operator
    await expect(takeReceipt(world.common, address, tampered, [])).rejects.toMatchObject({
      code: 'receipt-signature',
    })
    await expect(takeReceipt(world.common, newAccount().address, signed, [])).rejects.toMatchObject({
      code: 'operator-mismatch',
    })
  })

  it('refuses less than before, and anything other than the last once that is in', async () => {
    const { worker, ticket } = await ticketed()
    const { address } = worker.operator
    const refs = await store(worker, [0, 1, 2, 3])
    const two = await world.makeReceipt(worker, { ticket }, 0, { images: 2, steps: 40, last: false })
    await takeReceipt(world.common, address, two, refs.slice(0, 2))
    const one = await world.makeReceipt(worker, { ticket }, 0, { images: 1, steps: 20, last: false })
    await expect(takeReceipt(world.common, address, one, [])).rejects.toMatchObject({
      code: 'receipt-backwards',
    })
    await takeReceipt(world.common, address, await world.makeReceipt(worker, { ticket }, 0), refs)
    const second = await world.makeReceipt(worker, { ticket }, 0)
    await expect(takeReceipt(world.common, address, second, refs)).rejects.toMatchObject({
      code: 'share-not-open',
    })
  })

  it('does not pay work that was completed after the deadline, nor work that was given back', async () => {
    const late = await ticketed()
    const after = await world.makeReceipt(late.worker, late, 0, { completedAt: late.ticket.deliverBy + 1 })
    await takeReceipt(
      world.common,
      late.worker.operator.address,
      after,
      await store(late.worker, [0, 1, 2, 3]),
    )
    expect(await shareOf(late.ticket.jobId)).toMatchObject({ state: 'needsClient', code: 'receipt-late' })

    const back = await ticketed()
    const nothing = await world.makeReceipt(back.worker, back, 0, { images: 0, steps: 0 })
    await takeReceipt(world.common, back.worker.operator.address, nothing, [])
    const [share] = (await readJob(world.common.store.db, back.ticket.jobId)).shares
    expect(share?.state).toBe('needsClient')
    expect(share?.line).toBeUndefined()
  })
})
