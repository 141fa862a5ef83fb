/**
 * `npm run test:kills`: 1,000 sponsored operations of 100 accounts while the relayer is killed with SIGKILL at random.
 * `--operations`, `--accounts` and `--seed` change the run. The last line is JSON; it fails where one is lost or applied twice.
 */
import { parseArgs } from 'node:util'
import { runKilledBundler } from '../test/faults/killedBundler.ts'

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '1000' },
    accounts: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1_000) % 1_000_000) },
  },
})
const operations = Number(values.operations)
const tally = await runKilledBundler({
  operations,
  accounts: Number(values.accounts),
  seed: Number(values.seed),
  log: (line) => console.error(line),
})
console.log(JSON.stringify(tally))
if (tally.included !== operations || tally.lost + tally.twice > 0 || tally.kills === 0) process.exitCode = 1
