import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Address } from 'viem'
import { z } from 'zod'
import { JobRecord } from '../client/jobRecord.ts'
import type { JobStore } from '../client/jobStore.ts'
import { chooseNumbers } from '../protocol/numbers.ts'
import { Uint32 } from '../schema/primitives.ts'
import { SignedTab } from '../schema/typed.ts'
import { fileLocks } from './fileLocks.ts'
import { writeDurably } from './writeDurably.ts'

const Numbers = z.object({ next: Uint32 })

/** Keeps jobs in a folder: a JSON file for each job, tab and session, a PNG file for each picture. */
export async function fileStore(folder: string): Promise<JobStore> {
  const folders = {
    jobs: join(folder, 'jobs'),
    numbers: join(folder, 'numbers'),
    tabs: join(folder, 'tabs'),
    images: join(folder, 'images'),
    locks: join(folder, 'locks'),
  }
  for (const path of Object.values(folders)) await mkdir(path, { recursive: true, mode: 0o700 })
  const withLock = fileLocks(folders.locks)
  const sessionFile = (under: string, session: Address) => join(under, `${session.toLowerCase()}.json`)
  const imageFile = (jobId: string, image: number) => join(folders.images, `${jobId}-${image}.png`)
  const readJob = (name: string) => readJson(join(folders.jobs, name), JobRecord)

  return {
    takeNumbers: ({ session, count, window, held }) =>
      withLock(`take:${session}`, async () => {
        const path = sessionFile(folders.numbers, session)
        const from = (await readJson(path, Numbers))?.next ?? 0
        const seq = chooseNumbers({ window, next: from, count, held })
        if (seq !== undefined)
          await writeDurably(path, toJson(Numbers, { next: Math.max(from, seq + count) }))
        return seq
      }),
    putJob: (job) => writeDurably(join(folders.jobs, `${job.jobId}.json`), toJson(JobRecord, job)),
    getJob: (jobId) => readJob(`${jobId}.json`),
    async listJobs() {
      const names = (await readdir(folders.jobs)).filter((name) => name.endsWith('.json'))
      const jobs = await Promise.all(names.map(readJob))
      return jobs.flatMap((job) => job ?? []).sort((a, b) => a.createdAt - b.createdAt)
    },
    putTab: (tab) => writeDurably(sessionFile(folders.tabs, tab.session), toJson(SignedTab, tab)),
    getTab: (session) => readJson(sessionFile(folders.tabs, session), SignedTab),
    putImage: (jobId, image, png) => writeDurably(imageFile(jobId, image), png),
    getImage: (jobId, image) => readIfThere(imageFile(jobId, image)),
    withLock,
  }
}

const toJson = <T extends z.ZodType>(schema: T, value: z.output<T>): string =>
  JSON.stringify(schema.encode(value))

async function readJson<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T> | undefined> {
  const bytes = await readIfThere(path)
  return bytes === undefined ? undefined : schema.parse(JSON.parse(new TextDecoder().decode(bytes)))
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
