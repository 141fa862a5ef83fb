import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { jobRecord } from '../testing/jobRecords.ts'
import { describeJobStore } from '../testing/jobStoreConformance.ts'
import { fileStore } from './fileStore.ts'

describeJobStore('A folder', true, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'job-store-'))
  return {
    open: () => fileStore(folder),
    remove: () => rm(folder, { recursive: true }),
  }
})

it('leaves no half-written file behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'job-store-'))
  const store = await fileStore(folder)
  await Promise.all(Array.from({ length: 10 }, (_, i) => store.putJob(jobRecord({ createdAt: i }))))
  expect(await readdir(join(folder, 'jobs'))).toEqual([`${jobRecord().jobId}.json`])
  await rm(folder, { recursive: true })
})
