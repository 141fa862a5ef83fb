import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { openStore, type Store } from '../src/store/database.ts'

/** A migrated database of its own. */
export async function createTestStore(): Promise<Store & { url: string }> {
  const server: string = inject('postgresUrl' as never)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new Client({ connectionString: `${server}/postgres` })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE migrated`)
  await admin.end()
  const url = `${server}/${name}`
  return { ...openStore(url, () => undefined), url }
}
