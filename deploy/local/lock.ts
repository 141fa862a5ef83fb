import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { born, isAlive, type ProcessRecord } from './processes.ts'

type LockRecord = ProcessRecord & { url?: string }

export type Lock = { publish(url: string): void; release(): void }

/** One supervisor per data folder. Answers the holder's record when another one is at work. */
export function acquireLock(dataDir: string): Lock | { holder: LockRecord } {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'supervisor.json')
  const mine: LockRecord = { pid: process.pid, born: born(process.pid) ?? '' }
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: 'wx' })
      return {
        publish: (url) => writeFileSync(path, JSON.stringify({ ...mine, url })),
        release: () => rmSync(path, { force: true }),
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = readRecord(path)
    if (holder && isAlive(holder)) return { holder }
    rmSync(path, { force: true }) // its owner was killed
  }
}

function readRecord(path: string): LockRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
