import { countHardhat, countVitest } from './count.ts'
import type { Stage } from './stage.ts'
import { troubleOfHardhat, troubleOfVitest } from './trouble.ts'

const SOLIDITY = ['contracts/**/*.sol', 'test/**/*.sol']

/** What the tools remember of files that did not change. */
const CACHE = 'node_modules/.cache'

/** What needs no chain, no database and no compiler. */
const statics: Stage[] = [
  { name: 'format and lint TypeScript', command: ['biome', 'check'] },
  {
    name: 'format Solidity',
    command: [
      'prettier',
      '--check',
      '--cache',
      '--cache-location',
      `${CACHE}/prettier-solidity`,
      ...SOLIDITY,
    ],
  },
  { name: 'lint Solidity', command: ['node', 'scripts/lintSolidity.ts', ...SOLIDITY] },
  ...['.', 'sdk', 'relayer', 'worker', 'dapp'].map((project) => ({
    name: `types of ${project === '.' ? 'the root' : project}`,
    command: [
      'tsc',
      '-p',
      project,
      '--incremental',
      '--tsBuildInfoFile',
      `${CACHE}/tsc/${project === '.' ? 'root' : project}.tsbuildinfo`,
    ],
  })),
]

const vitest = (
  name: string,
  projects: readonly string[],
  { env, options = [] }: { env?: Record<string, string>; options?: readonly string[] } = {},
): Stage => ({
  name,
  command: [
    'vitest',
    'run',
    ...options,
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json={report}',
  ],
  env,
  count: countVitest,
  trouble: troubleOfVitest,
})

const units = (options: readonly string[] = []): Stage =>
  vitest('unit tests', ['sdk', 'relayer', 'worker', 'dapp', 'dapp-page', 'local'], { options })

/** Processes killed at random points, and re-orgs, so many times. */
export const faults = (runs: string): Stage => vitest('faults', ['faults'], { env: { FAULT_RUNS: runs } })

/** While one works: `npm run check:fast`, the lanes side by side. */
export const FAST: readonly (readonly Stage[])[] = [[units(['--maxWorkers=100%'])], statics]

/**
 * Everything: `npm test`. First side by side, since the compiler and much of the simulator keep one core busy and leave the
 * other one; then what measures itself against time, alone.
 */
export const LANES: readonly (readonly Stage[])[] = [
  [
    { name: 'contract tests', command: ['hardhat', 'test'], count: countHardhat, trouble: troubleOfHardhat },
    { name: 'the generated ABIs are fresh', command: ['node', 'deploy/exportAbis.ts', '--check'] },
  ],
  [...statics, units()],
]
export const ALONE: readonly Stage[] = [
  vitest('integration', ['integration', 'blindness', 'exit']),
  faults('5'),
  vitest('the dapp in a browser', ['e2e']),
  { name: 'the main job, from prompt to settlement', command: ['node', 'scripts/demo.ts'] },
]
