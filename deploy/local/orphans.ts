import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildHost } from './child.ts'
import { end, isAlive, type ProcessRecord } from './processes.ts'

/** Ends what a supervisor that died without warning left running. The chain and the database go last. */
export async function endOrphans(host: ChildHost, beforeAnvil: () => Promise<void>): Promise<void> {
  if (!existsSync(host.runDir)) return
  const names = readdirSync(host.runDir).map((file) => file.replace(/\.json$/, ''))
  const rank = (name: string) => ['postgres', 'anvil'].indexOf(name)
  for (const name of names.sort((a, b) => rank(a) - rank(b))) {
    const path = join(host.runDir, `${name}.json`)
    const record = readRecord(path)
    if (record && isAlive(record)) {
      host.log(`${name} of an earlier run is still there (process ${record.pid}): ending it.`)
      if (name === 'anvil') await beforeAnvil()
      await end(record, name === 'postgres' ? 'SIGINT' : 'SIGTERM')
    }
    rmSync(path, { force: true })
  }
}

function readRecord(path: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined // killed while it was written
  }
}
