import { runStage, type Stage, type StageResult } from './stage.ts'

/** Runs stage after stage, whatever fails; the last line is `N passed, N failed, N skipped`. */
export async function runAll(stages: readonly Stage[]): Promise<void> {
  const results: StageResult[] = []
  for (const stage of stages) results.push(await runStage(stage))

  process.stdout.write('\n')
  for (const { name, passed, failed, skipped, seconds } of results) {
    const time = seconds.toFixed(1).padStart(7)
    process.stdout.write(`${time} s  ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  }
  const sum = (part: 'passed' | 'failed' | 'skipped') =>
    results.reduce((total, result) => total + result[part], 0)
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}
