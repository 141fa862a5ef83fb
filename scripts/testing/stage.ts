import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { troubleOf } from './trouble.ts'

export type Counts = { passed: number; failed: number; skipped: number }

export type Stage = {
  name: string
  /** A tool of node_modules/.bin or a path, and its arguments; `{report}` is a file that the runner may write. */
  command: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Reads the counts from what the runner printed or reported. Left out: the command is one test. */
  count?: (output: string, report: string | undefined) => Counts | undefined
  /** Reads what failed from the same. Left out: the end of the output. */
  trouble?: (output: string, report: string | undefined) => string
}

/** `trouble`: what failed, in words, where something did. */
export type StageResult = Counts & { name: string; seconds: number; trouble?: string }

const ONE_FAILURE: Counts = { passed: 0, failed: 1, skipped: 0 }

const running = new Set<ChildProcess>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    // A signal to this process alone must not leave a runner behind.
    for (const child of running) child.kill(signal)
    process.exit(1)
  })

type Write = (to: NodeJS.WriteStream, chunk: string | Buffer) => void

const passOn: Write = (to, chunk) => to.write(chunk)

/** Runs a stage with its output passed on as it comes. A runner that fails without naming a failed test counts as one. */
export async function runStage(stage: Stage, write = passOn): Promise<StageResult> {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'supernet-test-'))
  const reportFile = join(folder, 'report.json')
  const [command = '', ...args] = stage.command.map((word) => word.replace('{report}', reportFile))
  write(process.stdout, `\n== ${stage.name}\n`)
  const child = spawn(command, args, {
    env: { ...process.env, ...stage.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let output = ''
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (chunk: Buffer) => {
      output += chunk
      write(to, chunk)
    })
  }
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve)
    child.on('error', (error) => {
      write(process.stderr, `${error.message}\n`)
      resolve(null)
    })
  })
  running.delete(child)
  const report = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : undefined
  rmSync(folder, { recursive: true, force: true })
  const words = stripVTControlCharacters(output)
  const counts = judge(stage, code === 0, words, report)
  const { name, trouble = troubleOf } = stage
  return {
    name,
    ...counts,
    seconds: (performance.now() - began) / 1000,
    ...(counts.failed > 0 && { trouble: stripVTControlCharacters(trouble(words, report)) }),
  }
}

/** As above beside other stages: what it printed follows in one piece at its end. */
export async function runStageAside(stage: Stage): Promise<StageResult> {
  const held: [NodeJS.WriteStream, string | Buffer][] = []
  process.stdout.write(`\n.. ${stage.name}\n`)
  const result = await runStage(stage, (...line) => void held.push(line))
  for (const line of held) passOn(...line)
  return result
}

function judge({ count }: Stage, ok: boolean, output: string, report: string | undefined): Counts {
  if (!count) return ok ? { passed: 1, failed: 0, skipped: 0 } : ONE_FAILURE
  const counts = count(output, report)
  if (!counts || counts.passed + counts.failed + counts.skipped === 0) return ONE_FAILURE
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}
