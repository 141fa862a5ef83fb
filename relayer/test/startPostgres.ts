import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import type { TestProject } from 'vitest/node'
import { createPostgres } from '../../deploy/local/postgres.ts'
import { migrateStore, openStore } from '../src/store/database.ts'

/**
 * One server for all test files of a run, as the local network runs it. Each store is a copy of one migrated database, and
 * nothing of it has to outlive the power.
 */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'relayer-pg-'))
  const host = { logDir: join(folder, 'logs'), runDir: join(folder, 'run'), log: () => undefined }
  const server = await createPostgres(host, folder, await getPort(), 'password')
  await server.start()
  const url = server.url.replace(/\/postgres$/, '')

  const admin = openStore(server.url, () => undefined)
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await admin.pool.query(`ALTER SYSTEM SET ${setting} = off`)
  await admin.pool.query('SELECT pg_reload_conf()')
  await admin.pool.query('CREATE DATABASE migrated')
  await admin.close()
  const migrated = openStore(`${url}/migrated`, () => undefined)
  await migrateStore(migrated)
  await migrated.close()

  project.provide('postgresUrl' as never, url as never)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
