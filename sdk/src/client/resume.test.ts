import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JobStore } from './jobStore.ts'
import { body, collect, type FakeNetwork, fakeNetwork, ofType, order } from './testing/fakeNetwork.ts'

let net: FakeNetwork
beforeEach(async () => {
  net = await fakeNetwork()
})
afterEach(() => net.close())

const CRASH = new Error('the process ended here')

/** The store of a process that ends at its n-th write: before the write, or right after it. */
function mortal(store: JobStore, n: number, when: 'before' | 'after'): JobStore {
  let writes = 0
  let dead = false
  const write =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (dead) throw CRASH
      writes += 1
      if (writes < n) return run(...args)
      dead = true
      if (when === 'after') await run(...args)
      throw CRASH
    }
  const read =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (dead) throw CRASH
      return run(...args)
    }
  return {
    takeNumbers: write(store.takeNumbers),
    putJob: write(store.putJob),
    putTab: write(store.putTab),
    putImage: write(store.putImage),
    getJob: read(store.getJob),
    getTab: read(store.getTab),
    getImage: read(store.getImage),
    listJobs: read(store.listJobs),
    withLock: store.withLock,
  }
}

/** What must hold however often the client fell over. */
async function expectWholeAndPaidOnce() {
  const [job] = await net.store.listJobs()
  expect(job?.images.map(({ image }) => image).sort()).toEqual([0, 1, 2, 3])
  for (let image = 0; image < 4; image++)
    expect(await net.store.getImage(job?.jobId ?? '0x', image)).toBeDefined()
  const settled = job?.shares.filter(({ settledTx }) => settledTx !== undefined) ?? []
  expect(settled.reduce((sum, { line }) => sum + (line?.images ?? 0), 0)).toBe(4)
  expect(new Set(settled.map(({ seq }) => seq)).size).toBe(settled.length)
  const signatures = net.relayer.posts.map(({ signed }) => signed.signature)
  const numbers = new Map(net.relayer.posts.map(({ signed }) => [signed.ticket.seq, signed.signature]))
  expect(numbers.size).toBe(new Set(signatures).size)
}

describe.each(['before', 'after'] as const)('a process that ends %s its n-th write', (when) => {
  it.each(Array.from({ length: 18 }, (_, i) => i + 1))('n = %d: the next one finishes the job', async (n) => {
    const first = net.connect({ store: mortal(net.store, n, when) })
    await collect(first.createJob({ order, body })).catch((error: unknown) => error)
    first.close()
    const second = net.connect()
    const open = await second.openJobs()
    if (open.length === 0) {
      // Nothing was durable, so nothing was promised.
      expect(net.relayer.posts).toEqual([])
      await collect(second.createJob({ order, body }))
    }
    for (const { jobId } of open) await collect(second.resume(jobId))
    await expectWholeAndPaidOnce()
  })
})

describe('a job', () => {
  it('that is left in the middle goes on from there', async () => {
    const first = net.connect()
    for await (const update of first.createJob({ order, body })) if (update.type === 'image') break
    first.close()
    const [job] = await net.store.listJobs()
    const updates = await collect(net.connect().resume(job?.jobId ?? '0x'))
    expect(ofType(updates, 'image').length).toBeLessThan(4)
    await expectWholeAndPaidOnce()
  })

  it('is driven by one at a time: the second waits for the first', async () => {
    const right = net.relayer.hooks.onOffer
    const go = Promise.withResolvers<void>()
    net.relayer.hooks.onOffer = (offer, worker) => go.promise.then(() => right(offer, worker))
    const first = net.connect()
    const driven = collect(first.createJob({ order, body }))
    while (net.relayer.posts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const [job] = await net.store.listJobs()
    const waiting = collect(net.connect().resume(job?.jobId ?? '0x'))
    go.resolve()
    await driven
    expect(ofType(await waiting, 'image')).toEqual([])
    await expectWholeAndPaidOnce()
  })

  it('stops when its signal says so, and stays as it is stored', async () => {
    net.relayer.hooks.onOffer = async () => {}
    const stop = new AbortController()
    const driven = collect(net.connect().createJob({ order, body, signal: stop.signal }))
    while (net.relayer.posts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    await expect(driven).rejects.toMatchObject({ code: 'aborted' })
    expect((await net.store.listJobs())[0]?.shares).toHaveLength(2)
  })

  it('that this device does not know cannot be resumed', async () => {
    await expect(collect(net.connect().resume(`0x${'00'.repeat(32)}`))).rejects.toMatchObject({
      code: 'job-lost',
    })
  })
})
