import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool, type PoolClient } from 'pg'
import * as schema from './schema/index.ts'

export type Database = NodePgDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** A database or a transaction on it: what a store function needs. */
export type Queryable = Database | Transaction

export interface Store {
  readonly db: Database
  readonly pool: Pool
  close(): Promise<void>
}

/** Any constant: replicas that start together run the migrations one after the other. */
const MIGRATION_LOCK = 7_201

export function openStore(url: string, onError: (error: Error) => void): Store {
  const pool = new Pool({ connectionString: url, max: 20 })
  // A connection that breaks is replaced on the next query; unheard, its error would end the process. The pool itself
  // hears only idle ones, and one in use breaks twice: the server says goodbye, then the socket is reset.
  pool.on('connect', (client) => client.on('error', onError))
  pool.on('error', () => undefined)
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() }
}

const TURN_MS = 250

/** A database that starts at the same time, or recovers from a crash, is waited for. */
export async function waitForStore(store: Store, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs
  while (true) {
    try {
      await store.pool.query('SELECT 1')
      return
    } catch (error) {
      if (performance.now() > end) throw error
      await sleep(TURN_MS)
    }
  }
}

export async function migrateStore(store: Store): Promise<void> {
  const client: PoolClient = await store.pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), { migrationsFolder: `${import.meta.dirname}/../../drizzle` })
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK])
    client.release()
  }
}
