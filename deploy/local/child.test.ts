import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Child, type ChildHost, createChild } from './child.ts'
import { acquireLock } from './lock.ts'
import { endOrphans } from './orphans.ts'
import { choosePorts } from './ports.ts'
import { born, isAlive } from './processes.ts'
import { until } from './until.ts'

let folder: string
let said: string[]
let host: ChildHost

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supernet-child-'))
  said = []
  host = { logDir: join(folder, 'logs'), runDir: join(folder, 'run'), log: (line) => said.push(line) }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A server that greets on its log and stops politely. */
async function server(): Promise<Child> {
  const port = await getPort()
  const program = `
    require('node:http').createServer((_, response) => response.end()).listen(${port}, () => console.log('up'))
    process.on('SIGTERM', () => { console.log('bye'); process.exit(0) })`
  return createChild(host, {
    name: 'server',
    command: process.execPath,
    args: ['-e', program],
    ready: async () => (await fetch(`http://127.0.0.1:${port}`)).ok,
  })
}

const log = () => readFileSync(join(host.logDir, 'server.log'), 'utf8')

describe('a supervised program', () => {
  it('comes back after a crash, and not after a stop', async () => {
    const child = await server()
    await child.start()
    const first = child.pid
    child.kill()
    await until(() => child.pid !== undefined && child.pid !== first, {
      what: 'the restart',
      timeoutMs: 10_000,
    })
    await child.start()
    expect(said).toEqual(['server stopped (SIGKILL); starting it again.'])
    const last = child.pid
    await child.stop()
    expect(log()).toContain('bye')
    expect(last && born(last)).toBeUndefined()
  })

  it('is ended by the next supervisor when its own was killed', async () => {
    const child = await server()
    await child.start()
    const record = JSON.parse(readFileSync(join(host.runDir, 'server.json'), 'utf8'))
    expect(isAlive(record)).toBe(true)
    // What stop() would do to the process, without its knowledge: the record alone leads there.
    const watching = child.stop.bind(child)
    await Promise.all([endOrphans(host, async () => undefined), watching()])
    expect(isAlive(record)).toBe(false)
    expect(said[0]).toMatch(/^server of an earlier run is still there/)
  })
})

describe('the lock of a data folder', () => {
  it('names its holder, and is taken from the dead', () => {
    const first = acquireLock(folder)
    if (!('publish' in first)) throw new Error('not acquired')
    first.publish('http://127.0.0.1:4180')
    expect(acquireLock(folder)).toMatchObject({ holder: { pid: process.pid, url: 'http://127.0.0.1:4180' } })
    first.release()
    expect(acquireLock(folder)).toHaveProperty('release')
  })
})

describe('ports', () => {
  it('move where another program listens, said in words, and stay where they were', async () => {
    const taken = await getPort()
    const other = createServer().listen(taken, '127.0.0.1')
    const [relayer, faucet, rpc] = [await getPort(), await getPort(), await getPort()]
    const ports = await choosePorts(folder, { relayer, faucet, rpc, postgres: taken }, host.log)
    expect(ports).toMatchObject({ relayer, faucet, rpc })
    expect(ports.postgres).not.toBe(taken)
    expect(said).toEqual([
      `Port ${taken} (postgres) is taken by another program: using ${ports.postgres} instead.`,
    ])
    other.close()
    expect(await choosePorts(folder, 'auto', host.log)).toEqual(ports)
  })
})
