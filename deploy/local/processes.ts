import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process as it is remembered on disk: its number alone may by now belong to somebody else. */
export type ProcessRecord = { pid: number; born: string }

/** When a process began, as its system writes it; undefined when it is gone or only waits to be reaped. */
export function born(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return bornByPs(pid)
  try {
    // Field 2 is the program's name and may hold spaces; the rest begins after its closing bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function bornByPs(pid: number): string | undefined {
  try {
    const [state, ...rest] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/)
    return state === undefined || state.startsWith('Z') ? undefined : rest.join(' ')
  } catch {
    return undefined
  }
}

export const isAlive = (record: ProcessRecord): boolean => born(record.pid) === record.born

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Asks a process to stop, and ends it when it has not stopped in time. */
export async function end(
  record: ProcessRecord,
  signal: NodeJS.Signals = 'SIGTERM',
  graceMs = 5000,
): Promise<void> {
  for (const [step, wait] of [
    [signal, graceMs],
    ['SIGKILL', 5000],
  ] as const) {
    if (!isAlive(record)) return
    send(record.pid, step)
    const limit = performance.now() + wait
    while (isAlive(record) && performance.now() < limit) await sleep(20)
  }
}
