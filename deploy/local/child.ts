import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { born, type ProcessRecord, send } from './processes.ts'
import { until } from './until.ts'

export type ChildSpec = {
  name: string
  command: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  cwd?: string
  uid?: number
  gid?: number
  /** What asks this program to stop cleanly. */
  stopSignal?: NodeJS.Signals
  stopMs?: number
  readyMs?: number
  /** Throws or answers false until the program serves; also runs after every restart. */
  ready(): Promise<boolean>
}

export type Child = {
  readonly name: string
  readonly pid: number | undefined
  /** Resolves when the program serves. */
  start(): Promise<void>
  stop(): Promise<void>
  /** As a crash would: SIGKILL. The program comes back by itself. */
  kill(): void
  restart(): Promise<void>
}

export type ChildHost = {
  logDir: string
  runDir: string
  log(line: string): void
}

const FIRST_DELAY = 250
const LAST_DELAY = 10_000
/** A program that lived this long starts anew with the first delay. */
const STABLE = 30_000

export const recordPath = (host: ChildHost, name: string): string => join(host.runDir, `${name}.json`)

/** One supervised program: started, watched, started again when it dies, stopped when asked. */
export function createChild(host: ChildHost, spec: ChildSpec): Child {
  const logFile = join(host.logDir, `${spec.name}.log`)
  let running: ChildProcess | undefined
  let wanted = false
  let delay = FIRST_DELAY
  let since = 0

  function launch(): void {
    mkdirSync(host.logDir, { recursive: true })
    mkdirSync(host.runDir, { recursive: true })
    const out = openSync(logFile, 'a')
    // A group of its own: the terminal's Ctrl-C reaches the supervisor alone, which then stops its children in order.
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { ...process.env, ...spec.env },
      uid: spec.uid,
      gid: spec.gid,
      detached: true,
      stdio: ['ignore', out, out],
    })
    closeSync(out)
    running = child
    since = performance.now()
    child.on('error', (error) => host.log(`${spec.name} could not be started: ${error.message}`))
    if (child.pid !== undefined) {
      const record: ProcessRecord = { pid: child.pid, born: born(child.pid) ?? '' }
      writeFileSync(recordPath(host, spec.name), JSON.stringify(record))
    }
    child.on('exit', (code, signal) => {
      if (running === child) running = undefined
      if (wanted) void revive(signal ?? `code ${code}`)
    })
  }

  async function revive(why: string): Promise<void> {
    if (performance.now() - since > STABLE) delay = FIRST_DELAY
    host.log(`${spec.name} stopped (${why}); starting it again.`)
    await sleep(delay)
    delay = Math.min(delay * 2, LAST_DELAY)
    if (!wanted || running) return
    launch()
    await serving().catch((error: Error) => host.log(`${spec.name}: ${error.message}`))
  }

  async function serving(): Promise<void> {
    await until(() => running !== undefined && spec.ready(), {
      what: `Starting ${spec.name} (its log: ${logFile})`,
      timeoutMs: spec.readyMs ?? 30_000,
    })
  }

  return {
    name: spec.name,
    get pid() {
      return running?.pid
    },
    async start() {
      if (wanted) return serving()
      wanted = true
      launch()
      await serving()
    },
    async stop() {
      wanted = false
      const child = running
      if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve))
        send(child.pid, spec.stopSignal ?? 'SIGTERM')
        const late = setTimeout(() => child.kill('SIGKILL'), spec.stopMs ?? 10_000)
        await gone
        clearTimeout(late)
      }
      rmSync(recordPath(host, spec.name), { force: true })
    },
    kill() {
      running?.kill('SIGKILL')
    },
    async restart() {
      await this.stop()
      await this.start()
    },
  }
}
