import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JobStore } from '../client/jobStore.ts'
import { address, hex32, jobRecord, signedTab } from './jobRecords.ts'

/** A place that keeps data: opening it again is what a reload or another process does. */
export interface StorePlace {
  open(): Promise<JobStore>
  remove(): Promise<void>
}

const session = address(1)
const empty = { base: 0, bits: 0n }

/**
 * What every JobStore has to do. Call it from the test file of an adapter. `isDurable` is false only for stores that
 * live as long as their process.
 */
export function describeJobStore(
  name: string,
  isDurable: boolean,
  makePlace: () => Promise<StorePlace>,
): void {
  describe(`${name} as a job store`, () => {
    let place: StorePlace
    let store: JobStore

    beforeEach(async () => {
      place = await makePlace()
      store = await place.open()
    })
    afterEach(() => place.remove())

    const take = (count = 1, held: number[] = [], window = empty) =>
      store.takeNumbers({ session, count, window, held })

    it('takes every number once, for many callers at the same time', async () => {
      const taken = await Promise.all(Array.from({ length: 20 }, () => take(3)))
      expect([...taken].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
        Array.from({ length: 20 }, (_, i) => i * 3),
      )
    })

    it('counts the numbers of each session by themselves', async () => {
      expect(await take(2)).toBe(0)
      expect(await store.takeNumbers({ session: address(2), count: 1, window: empty, held: [] })).toBe(0)
      expect(await take()).toBe(2)
    })

    it('has no number when the window is full, and takes a dead one again', async () => {
      const numbers = Array.from({ length: 136 }, (_, i) => i)
      expect(await take(136)).toBe(0)
      expect(await take(1, numbers)).toBeUndefined()
      expect(
        await take(
          1,
          numbers.filter((seq) => seq !== 40),
        ),
      ).toBe(40)
      expect(await take(1, numbers, { base: 1, bits: 0n })).toBe(136)
    })

    it('gives back the job that was put last, whole', async () => {
      await store.putJob(jobRecord())
      await store.putJob(jobRecord({ cancelled: true, failed: 'no-workers' }))
      expect(await store.getJob(hex32(1))).toEqual(jobRecord({ cancelled: true, failed: 'no-workers' }))
      expect(await store.getJob(hex32(5))).toBeUndefined()
    })

    it('keeps its own copy of a job', async () => {
      const job = jobRecord()
      await store.putJob(job)
      job.tickets.push({
        digest: hex32(1),
        signed: { session, ticket: {} as never, signature: '0x' },
        posted: false,
      })
      expect((await store.getJob(job.jobId))?.tickets).toEqual([])
    })

    it('lists jobs from the oldest to the newest', async () => {
      await store.putJob(jobRecord({ jobId: hex32(2), createdAt: 20 }))
      await store.putJob(jobRecord({ jobId: hex32(3), createdAt: 10 }))
      expect((await store.listJobs()).map(({ jobId }) => jobId)).toEqual([hex32(3), hex32(2)])
    })

    it('keeps the newest tab of a session', async () => {
      await store.putTab(signedTab(session, [0]))
      await store.putTab(signedTab(session, [0, 1]))
      expect(await store.getTab(session)).toEqual(signedTab(session, [0, 1]))
      expect(await store.getTab(address(2))).toBeUndefined()
    })

    it('keeps pictures byte for byte', async () => {
      const png = Uint8Array.from({ length: 5_000 }, (_, i) => i * 7)
      await store.putImage(hex32(1), 3, png)
      expect(new Uint8Array((await store.getImage(hex32(1), 3)) ?? [])).toEqual(png)
      expect(await store.getImage(hex32(1), 4)).toBeUndefined()
    })

    it('runs one at a time under a lock, in the order asked', async () => {
      const log: number[] = []
      let inside = 0
      await Promise.all(
        [1, 2, 3].map((i) =>
          store.withLock('a', async () => {
            inside += 1
            expect(inside).toBe(1)
            await new Promise((resolve) => setTimeout(resolve, 5))
            log.push(i)
            inside -= 1
          }),
        ),
      )
      expect(log).toEqual([1, 2, 3])
    })

    it('passes the result and the error of a locked run on, and frees the lock', async () => {
      await expect(store.withLock('a', () => Promise.reject(new Error('inside')))).rejects.toThrow('inside')
      expect(await store.withLock('a', async () => 7)).toBe(7)
    })

    it('stops waiting for a lock when aborted, and lets the next one in', async () => {
      const held = Promise.withResolvers<void>()
      const first = store.withLock('a', () => held.promise)
      const abort = new AbortController()
      const second = store.withLock('a', async () => 'never', abort.signal)
      const third = store.withLock('a', async () => 'third')
      abort.abort(new Error('left'))
      await expect(second).rejects.toThrow('left')
      held.resolve()
      await first
      expect(await third).toBe('third')
    })

    if (!isDurable) return

    it('has everything again after it was opened anew', async () => {
      await take(5)
      await store.putJob(jobRecord())
      await store.putTab(signedTab(session, [4]))
      await store.putImage(hex32(1), 0, Uint8Array.of(1, 2, 3))
      const again = await place.open()
      expect(await again.takeNumbers({ session, count: 1, window: empty, held: [0, 1, 2, 3, 4] })).toBe(5)
      expect(await again.getJob(hex32(1))).toEqual(jobRecord())
      expect(await again.getTab(session)).toEqual(signedTab(session, [4]))
      expect(new Uint8Array((await again.getImage(hex32(1), 0)) ?? [])).toEqual(Uint8Array.of(1, 2, 3))
    })

    it('shares numbers and locks between two that are open', async () => {
      const other = await place.open()
      expect(await take(2)).toBe(0)
      expect(await other.takeNumbers({ session, count: 1, window: empty, held: [0, 1] })).toBe(2)
      const held = Promise.withResolvers<string>()
      const first = store.withLock('a', () => held.promise)
      let entered = false
      const second = other.withLock('a', async () => {
        entered = true
      })
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(entered).toBe(false)
      held.resolve('done')
      await Promise.all([first, second])
      expect(entered).toBe(true)
    })
  })
}
