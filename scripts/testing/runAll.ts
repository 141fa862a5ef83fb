import { runStage, runStageAside, type Stage, type StageResult } from './stage.ts'

async function inTurn(stages: readonly Stage[], run: typeof runStageAside): Promise<StageResult[]> {
  const results: StageResult[] = []
  for (const stage of stages) results.push(await run(stage))
  return results
}

/**
 * Runs the stages of each lane in turn, the lanes side by side, and then `stages` in turn, whatever fails; the last line is
 * `N passed, N failed, N skipped`.
 */
export async function runAll(
  stages: readonly Stage[],
  lanes: readonly (readonly Stage[])[] = [],
): Promise<void> {
  const aside = await Promise.all(lanes.map((lane) => inTurn(lane, runStageAside)))
  const results = [...aside.flat(), ...(await inTurn(stages, (stage) => runStage(stage)))]

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
