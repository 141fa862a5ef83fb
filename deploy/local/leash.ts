import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Starts a program that ends with this process, however this one ends: between the two stands a process that holds the
 * end of a pipe, and the system closes the other end also after a SIGKILL.
 */
export function spawnOnLeash(command: string, args: readonly string[]): ChildProcess {
  const leash = [fileURLToPath(import.meta.url), command, ...args]
  return spawn(process.execPath, leash, { stdio: ['pipe', 'inherit', 'inherit'] })
}

function hold(command: string, args: readonly string[]): void {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  child.on('error', (error) => {
    process.stderr.write(`${command}: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code ?? 1))
  process.stdin.on('close', () => child.kill('SIGKILL')).resume()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
}

if (import.meta.main) {
  const [command, ...args] = process.argv.slice(2)
  if (command !== undefined) hold(command, args)
}
