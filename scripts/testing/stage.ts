import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export type Counts = { passed: number; failed: number; skipped: number }

export type Stage = {
  name: string
  /** A tool of node_modules/.bin or a path, and its arguments; `{report}` is a file that the runner may write. */
  command: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Reads the counts from what the runner printed or reported. Left out: the command is one test. */
  count?: (output: string, report: string | undefined) => Counts | undefined
}

export type StageResult = Counts & { name: string; seconds: number }

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const ONE_FAILURE: Counts = { passed: 0, failed: 1, skipped: 0 }

/** Runs a stage with its output passed on. A runner that fails without naming a failed test counts as one. */
export async function runStage(stage: Stage): Promise<StageResult> {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'supernet-test-'))
  const reportFile = join(folder, 'report.json')
  const [command = '', ...args] = stage.command.map((word) => word.replace('{report}', reportFile))
  process.stdout.write(`\n== ${stage.name}\n`)
  const child = spawn(command, args, {
    env: { ...process.env, ...stage.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (chunk: Buffer) => {
      output += chunk
      to.write(chunk)
    })
  }
  // A signal to this process alone must not leave the runner behind.
  const pass = (signal: NodeJS.Signals) => child.kill(signal) && process.exit(1)
  for (const signal of SIGNALS) process.once(signal, pass)
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve)
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`)
      resolve(null)
    })
  })
  for (const signal of SIGNALS) process.off(signal, pass)
  const report = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : undefined
  rmSync(folder, { recursive: true, force: true })
  const counts = judge(stage, code === 0, stripVTControlCharacters(output), report)
  return { name: stage.name, ...counts, seconds: (performance.now() - began) / 1000 }
}

function judge({ count }: Stage, ok: boolean, output: string, report: string | undefined): Counts {
  if (!count) return ok ? { passed: 1, failed: 0, skipped: 0 } : ONE_FAILURE
  const counts = count(output, report)
  if (!counts || counts.passed + counts.failed + counts.skipped === 0) return ONE_FAILURE
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}
