import { join } from 'node:path'
import { ROOT } from '../../deploy/local/paths.ts'
import type { RunResult } from './verdict.ts'

const COUNTED = ['kills', 'reorgs', 'jobs', 'shares', 'settled', 'released', 'paid_twice', 'lost'] as const

/** Where the last campaign left its tally. */
export const REPORT = join(ROOT, 'test-output/faults.json')

/** The line of JSON that a campaign ends with. */
export type Tally = { seed: number; runs: number } & Record<(typeof COUNTED)[number], number>

export function addUp(seed: number, results: readonly RunResult[]): Tally {
  const sums = COUNTED.map((name) => [name, results.reduce((sum, result) => sum + result[name], 0)] as const)
  return {
    seed,
    runs: results.length,
    ...(Object.fromEntries(sums) as Record<(typeof COUNTED)[number], number>),
  }
}
