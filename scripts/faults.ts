/**
 * `npm run test:faults`: the long campaign, 50 runs where `npm test` does 5. `FAULT_RUNS` overrides the number,
 * `FAULT_SEED` repeats a campaign. The last line is its tally as JSON.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { REPORT } from '../test/faults/tally.ts'
import { runAll } from './testing/runAll.ts'
import { faults } from './testing/stages.ts'

rmSync(REPORT, { force: true })
await runAll([faults(process.env.FAULT_RUNS ?? '50')])
if (existsSync(REPORT)) process.stdout.write(readFileSync(REPORT))
