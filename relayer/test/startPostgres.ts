import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import type { TestProject } from 'vitest/node'
import { createPostgres } from '../../deploy/local/postgres.ts'

/** One server for all test files of a run, as the local network runs it; each file makes its own database on it. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'relayer-pg-'))
  const host = { logDir: join(folder, 'logs'), runDir: join(folder, 'run'), log: () => undefined }
  const server = await createPostgres(host, folder, await getPort(), 'password')
  await server.start()
  project.provide('postgresUrl' as never, server.url.replace(/\/postgres$/, '') as never)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
