import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { image, jobRecord, SESSION } from '../../testing/jobs.ts'
import { memoryLocks } from '../../testing/locks.ts'
import { type DeviceDb, openDeviceDb } from './db.ts'
import { indexedDbJobStore } from './jobStore.ts'

let db: DeviceDb
let count = 0
beforeEach(async () => {
  db = await openDeviceDb(`jobs-${count++}`)
})
afterEach(() => db.close())

const storeOf = (deployment = '1:0xaa') => indexedDbJobStore(db, deployment, memoryLocks())
const window = { base: 0, bits: 0n }

describe('the job store on IndexedDB', () => {
  it('never gives two tabs the same number', async () => {
    const [one, two] = [storeOf(), storeOf()]
    const take = (store: typeof one) => store.takeNumbers({ session: SESSION, count: 2, window, held: [] })
    const taken = await Promise.all([take(one), take(two), take(one), take(two)])
    expect(taken.toSorted((a, b) => Number(a) - Number(b))).toEqual([0, 2, 4, 6])
  })

  it('says when the window has no room', async () => {
    expect(await storeOf().takeNumbers({ session: SESSION, count: 137, window, held: [] })).toBeUndefined()
  })

  it('keeps a record whole, bigints and all', async () => {
    const record = jobRecord({ images: [image(0)] })
    await storeOf().putJob(record)
    expect(await storeOf().getJob(record.jobId)).toEqual(record)
  })

  it('lists the jobs of its deployment, oldest first', async () => {
    const late = jobRecord({ jobId: `0x${'02'.repeat(32)}`, createdAt: 20 })
    const early = jobRecord({ jobId: `0x${'01'.repeat(32)}`, createdAt: 10 })
    await storeOf().putJob(late)
    await storeOf().putJob(early)
    await storeOf('2:0xbb').putJob(jobRecord({ jobId: `0x${'03'.repeat(32)}` }))
    expect((await storeOf().listJobs()).map((job) => job.createdAt)).toEqual([10, 20])
  })

  it('gives pictures back byte for byte', async () => {
    const png = new Uint8Array([137, 80, 78, 71])
    await storeOf().putImage(jobRecord().jobId, 3, png)
    expect(await storeOf().getImage(jobRecord().jobId, 3)).toEqual(png)
    expect(await storeOf().getImage(jobRecord().jobId, 4)).toBeUndefined()
  })

  it('keeps the newest tab of a session', async () => {
    const tab = { session: SESSION, lines: [], ratings: '0x', signature: '0x' } as const
    await storeOf().putTab({ ...tab, ratings: '0x01', lines: [] })
    await storeOf().putTab({ ...tab, ratings: '0x02', lines: [] })
    expect((await storeOf().getTab(SESSION))?.ratings).toBe('0x02')
  })
})
