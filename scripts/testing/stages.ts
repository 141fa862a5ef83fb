import { countHardhat, countVitest } from './count.ts'
import type { Stage } from './stage.ts'
import { troubleOfHardhat, troubleOfVitest } from './trouble.ts'

const SOLIDITY = ['contracts/**/*.sol', 'test/**/*.sol']

/** What needs no chain, no database and no compiler. */
const statics: Stage[] = [
  { name: 'format and lint TypeScript', command: ['biome', 'check'] },
  { name: 'format Solidity', command: ['prettier', '--check', ...SOLIDITY] },
  { name: 'lint Solidity', command: ['solhint', '--max-warnings', '0', ...SOLIDITY] },
  ...['.', 'sdk', 'relayer', 'worker', 'dapp'].map((project) => ({
    name: `types of ${project === '.' ? 'the root' : project}`,
    command: ['tsc', '-p', project],
  })),
]

const vitest = (name: string, projects: readonly string[], env?: Record<string, string>): Stage => ({
  name,
  command: [
    'vitest',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json={report}',
  ],
  env,
  count: countVitest,
  trouble: troubleOfVitest,
})

const units = vitest('unit tests', ['sdk', 'relayer', 'worker', 'dapp', 'local'])

/** Processes killed at random points, and re-orgs, so many times. */
export const faults = (runs: string): Stage => vitest('faults', ['faults'], { FAULT_RUNS: runs })

/** While one works: `npm run check:fast`. */
export const FAST: readonly Stage[] = [...statics, units]

/**
 * Everything: `npm test`. First side by side, since the compiler and much of the simulator keep one core busy and leave the
 * other one; then what measures itself against time, alone.
 */
export const LANES: readonly (readonly Stage[])[] = [
  [
    { name: 'contract tests', command: ['hardhat', 'test'], count: countHardhat, trouble: troubleOfHardhat },
    { name: 'the generated ABIs are fresh', command: ['node', 'deploy/exportAbis.ts', '--check'] },
  ],
  FAST,
]
export const ALONE: readonly Stage[] = [
  vitest('integration', ['integration', 'blindness', 'exit']),
  faults('5'),
  vitest('the dapp in a browser', ['e2e']),
  { name: 'the main job, from prompt to settlement', command: ['node', 'scripts/demo.ts'] },
]
