import { runStage, runStageAside, type Stage, type StageResult } from './stage.ts'

const live = (stage: Stage) => runStage(stage)

async function inTurn(
  stages: readonly Stage[],
  run: (stage: Stage) => Promise<StageResult>,
): Promise<StageResult[]> {
  const results: StageResult[] = []
  for (const stage of stages) results.push(await run(stage))
  return results
}

/**
 * Runs the stages of each lane in turn, the lanes side by side, and then `stages` in turn, whatever fails. What the first lane
 * prints is seen as it comes. What failed is said again at the end, and the last line is `N passed, N failed, N skipped`.
 */
export async function runAll(
  stages: readonly Stage[],
  lanes: readonly (readonly Stage[])[] = [],
): Promise<void> {
  const aside = await Promise.all(lanes.map((lane, i) => inTurn(lane, i === 0 ? live : runStageAside)))
  const results = [...aside.flat(), ...(await inTurn(stages, live))]

  for (const { name, trouble } of results)
    if (trouble !== undefined) process.stdout.write(`\n== failed: ${name}\n${trouble}\n`)
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
