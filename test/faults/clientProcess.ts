import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { ROOT } from '../../deploy/local/paths.ts'

export type ClientOptions = {
  networkFile: string
  folder: string
  logFile: string
  renderKey: Hex
  args: readonly string[]
}

export type ClientProcess = {
  /** SIGKILL, and a new life at once. Whether there was one to end. */
  kill(): boolean
  /** SIGKILL, for good. */
  leave(): boolean
  /** Whether it has ended by itself within the time. */
  done(timeoutMs: number): Promise<boolean>
}

/** Runs the client of a campaign, again and again until it ends by itself. */
export function startClient({ networkFile, folder, logFile, renderKey, args }: ClientOptions): ClientProcess {
  const done = Promise.withResolvers<boolean>()
  let wanted = true
  let child: ChildProcess

  function launch(): void {
    const out = openSync(logFile, 'a')
    const script = join(ROOT, 'test/faults/client.ts')
    child = spawn(process.execPath, [script, '--network', networkFile, '--folder', folder, ...args], {
      env: { ...process.env, RENDER_KEY: renderKey },
      stdio: ['ignore', out, out],
    })
    closeSync(out)
    child.on('exit', (code) => {
      if (code === 0) done.resolve(true)
      else if (wanted) setTimeout(() => wanted && launch(), 200)
    })
  }
  launch()

  return {
    kill: () => child.kill('SIGKILL'),
    leave() {
      wanted = false
      done.resolve(false)
      return child.kill('SIGKILL')
    },
    async done(timeoutMs) {
      const { promise: late, resolve } = Promise.withResolvers<false>()
      const timer = setTimeout(() => resolve(false), timeoutMs)
      const ended = await Promise.race([done.promise, late])
      clearTimeout(timer)
      return ended
    },
  }
}
