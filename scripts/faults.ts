/** `npm run test:faults`: the long campaign, 50 runs where `npm test` does 5. `FAULT_RUNS` overrides the number. */
import { runAll } from './testing/runAll.ts'
import { faults } from './testing/stages.ts'

await runAll([faults(process.env.FAULT_RUNS ?? '50')])
