import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { keyedLocks } from '../client/keyedLocks.ts'
import { pause } from '../client/pause.ts'

const RETRY_MS = 20
const SQLITE_BUSY = 5

/**
 * Locks by name over all processes of this machine: SQLite's exclusive lock on an empty database, which the operating
 * system frees when its holder dies. Inside a process the queue is fair; between processes whoever comes first.
 */
export function fileLocks(folder: string) {
  const withinProcess = keyedLocks()
  return <T>(name: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
    withinProcess(
      name,
      async () => {
        const file = `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.lock`
        const database = new DatabaseSync(join(folder, file))
        try {
          while (!tryLock(database)) await pause(RETRY_MS, signal ?? new AbortController().signal)
          return await run()
        } finally {
          database.close()
        }
      },
      signal,
    )
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false
    throw error
  }
}
