import type { JobStore } from '@supernet/sdk/client'
import { chooseNumbers } from '@supernet/sdk/protocol'
import { announce } from './changes.ts'
import type { DeviceDb } from './db.ts'

/**
 * The SDK's store on IndexedDB, for one deployment. A number is taken in one transaction, so two tabs never share
 * one; everything longer runs under a Web Lock, which the browser frees when a tab dies.
 */
export function indexedDbJobStore(db: DeviceDb, deployment: string, locks: LockManager): JobStore {
  return {
    async takeNumbers({ session, count, window, held }) {
      // `strict`: the number is on the disk before anything is signed with it.
      const write = db.transaction('numbers', 'readwrite', { durability: 'strict' })
      const from = (await write.store.get([deployment, session])) ?? 0
      const seq = chooseNumbers({ window, next: from, count, held })
      if (seq !== undefined) await write.store.put(Math.max(from, seq + count), [deployment, session])
      await write.done
      return seq
    },
    async putJob(record) {
      const write = db.transaction('jobs', 'readwrite', { durability: 'strict' })
      await write.store.put({ jobId: record.jobId, deployment, createdAt: record.createdAt, record })
      await write.done
      announce('jobs')
    },
    getJob: async (jobId) => (await db.get('jobs', jobId))?.record,
    async listJobs() {
      const rows = await db.getAllFromIndex('jobs', 'deployment', deployment)
      return rows.sort((a, b) => a.createdAt - b.createdAt).map(({ record }) => record)
    },
    async putTab(tab) {
      const write = db.transaction('tabs', 'readwrite', { durability: 'strict' })
      await write.store.put(tab, [deployment, tab.session])
      await write.done
    },
    getTab: (session) => db.get('tabs', [deployment, session]),
    async putImage(jobId, image, png) {
      await db.put('images', png.slice(), [jobId, image])
      announce('pictures')
    },
    getImage: (jobId, image) => db.get('images', [jobId, image]),
    withLock: (name, run, signal) =>
      locks.request(`supernet:${deployment}:${name}`, signal === undefined ? {} : { signal }, run),
  }
}
