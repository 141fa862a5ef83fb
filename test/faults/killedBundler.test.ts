import { expect, it } from 'vitest'
import { runKilledBundler } from './killedBundler.ts'

/** `npm test` sends 80, `npm run test:kills` 1,000; FAULT_SEED repeats the kills of a report. */
const SEED = Number(process.env.FAULT_SEED ?? Math.floor(Date.now() / 1_000) % 1_000_000)

it('loses no operation of an account, and applies none twice, though the relayer is killed', async () => {
  const log = (line: string) => process.stdout.write(`  ${line}\n`)
  const tally = await runKilledBundler({ operations: 80, accounts: 20, seed: SEED, log })
  process.stdout.write(`  ${JSON.stringify(tally)}\n`)
  expect(tally).toMatchObject({ sent: 80, included: 80, lost: 0, twice: 0 })
  expect(tally.kills).toBeGreaterThan(0)
})
