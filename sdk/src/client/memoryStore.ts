import type { Address } from 'viem'
import { chooseNumbers } from '../protocol/numbers.ts'
import type { JobId } from '../schema/primitives.ts'
import type { SignedTab } from '../schema/typed.ts'
import type { JobRecord } from './jobRecord.ts'
import type { JobStore } from './jobStore.ts'
import { keyedLocks } from './keyedLocks.ts'

/** Keeps jobs as long as the process lives. */
export function memoryStore(): JobStore {
  const next = new Map<Address, number>()
  const jobs = new Map<JobId, JobRecord>()
  const tabs = new Map<Address, SignedTab>()
  const images = new Map<string, Uint8Array>()
  const withLock = keyedLocks()
  const imageKey = (jobId: JobId, image: number) => `${jobId}:${image}`

  return {
    async takeNumbers({ session, count, window, held }) {
      const from = next.get(session) ?? 0
      const seq = chooseNumbers({ window, next: from, count, held })
      if (seq !== undefined) next.set(session, Math.max(from, seq + count))
      return seq
    },
    async putJob(job) {
      jobs.set(job.jobId, structuredClone(job))
    },
    async getJob(jobId) {
      return structuredClone(jobs.get(jobId))
    },
    async listJobs() {
      return structuredClone([...jobs.values()].sort((a, b) => a.createdAt - b.createdAt))
    },
    async putTab(tab) {
      tabs.set(tab.session, structuredClone(tab))
    },
    async getTab(session) {
      return structuredClone(tabs.get(session))
    },
    async putImage(jobId, image, png) {
      images.set(imageKey(jobId, image), png.slice())
    },
    async getImage(jobId, image) {
      return images.get(imageKey(jobId, image))?.slice()
    },
    withLock,
  }
}
