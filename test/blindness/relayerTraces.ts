import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { until } from '../../deploy/local/until.ts'
import { startTestNetwork, type TestNetwork } from '../helpers/testNetwork.ts'
import type { Trace } from './encodings.ts'
import {
  createMatcher,
  type Find,
  type Matcher,
  searchFile,
  searchFolder,
  searchMemory,
  searchText,
} from './search.ts'

const SNAPSHOT_SIGNAL = 'SIGUSR2'

export type WatchedNetwork = TestNetwork & { snapshotDir: string }

/** A network whose relayer logs all it can and writes a heap snapshot when it is asked to. */
export async function startWatchedNetwork(
  workers: number,
  relayerEnv: Record<string, string> = {},
  nodeOptions: readonly string[] = [],
): Promise<WatchedNetwork> {
  const snapshotDir = join(import.meta.dirname, '../../test-output/heap', String(process.pid))
  mkdirSync(snapshotDir, { recursive: true })
  const options = [
    `--heapsnapshot-signal=${SNAPSHOT_SIGNAL}`,
    `--diagnostic-dir=${snapshotDir}`,
    ...nodeOptions,
  ]
  const net = await startTestNetwork({
    workers,
    relayerEnv: {
      LOG_LEVEL: 'trace',
      SETTLE_MAX_WAIT_MS: '500',
      ...relayerEnv,
      NODE_OPTIONS: options.join(' '),
    },
  })
  return {
    ...net,
    snapshotDir,
    async end(keep) {
      await net.end(keep)
      rmSync(snapshotDir, { recursive: true, force: true })
    },
  }
}

/** Where the relayer keeps anything, and what was found there. */
export type Places = {
  database: Find[]
  files: Find[]
  logs: Find[]
  heap: Find[]
  memory: Find[] | undefined
}

export async function searchRelayer(net: WatchedNetwork, traces: readonly Trace[]): Promise<Places> {
  const pid = net.processes.get('relayer')?.pid
  if (pid === undefined) throw new Error('The relayer does not run')
  const matcher = createMatcher(traces)
  const memory = searchMemory(pid, matcher)
  return {
    memory,
    heap: searchFile(await writeSnapshot(net.snapshotDir, pid), matcher),
    database: [
      ...(await searchRows(net.urls.database, matcher)),
      ...searchFolder(join(net.dataDir, 'postgres'), matcher),
    ],
    files: searchFolder(join(net.dataDir, 'relayer'), matcher),
    logs: searchFolder(join(net.dataDir, 'logs'), matcher),
  }
}

/** Every row of every table as text: the server's own files hide long values by compression. */
async function searchRows(databaseUrl: string, matcher: Matcher): Promise<Find[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('CHECKPOINT')
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    )
    const found: Find[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(
        `SELECT row_to_json(t)::text AS text FROM ${name} AS t`,
      )
      const text = rows.map((row) => row.text).join('\n')
      found.push(...searchText(name, text, matcher))
    }
    return found
  } finally {
    await client.end()
  }
}

/** The file of a fresh heap snapshot, once the process has finished writing it. */
async function writeSnapshot(folder: string, pid: number): Promise<string> {
  const before = new Set(readdirSync(folder))
  process.kill(pid, SNAPSHOT_SIGNAL)
  let size = -1
  return until(
    () => {
      const name = readdirSync(folder).find((file) => file.endsWith('.heapsnapshot') && !before.has(file))
      if (name === undefined) return false
      const path = join(folder, name)
      const grown = existsSync(path) ? statSync(path).size : 0
      const isWhole = grown > 0 && grown === size
      size = grown
      return isWhole && path
    },
    { what: 'The heap snapshot', timeoutMs: 60_000, everyMs: 1_000 },
  )
}
