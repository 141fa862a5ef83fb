import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Campaign, startCampaign } from './campaign.ts'
import { addUp, REPORT, type Tally } from './tally.ts'
import type { RunResult } from './verdict.ts'

/** `npm test` makes 5 runs, `npm run test:faults` 50; FAULT_SEED repeats those of a report. */
const RUNS = Number(process.env.FAULT_RUNS ?? 5)
const SEED = Number(process.env.FAULT_SEED ?? Math.floor(Date.now() / 1_000) % 1_000_000)
const results: RunResult[] = []
let campaign: Campaign

beforeAll(async () => {
  campaign = await startCampaign((line) => process.stdout.write(`  ${line}\n`))
})
afterAll(async () => {
  const tally: Tally = addUp(SEED, results)
  const isClean = results.length === RUNS && results.every(({ wrong }) => wrong.length === 0)
  await campaign?.end(!isClean)
  if (!isClean) process.stdout.write(`  logs: ${campaign?.logDir}\n`)
  mkdirSync(dirname(REPORT), { recursive: true })
  writeFileSync(REPORT, `${JSON.stringify(tally)}\n`)
  process.stdout.write(`  ${JSON.stringify(tally)}\n`)
})

test.each(Array.from({ length: RUNS }, (_, i) => SEED + i))(
  'nothing is lost or paid twice in the run with seed %i',
  async (seed) => {
    const result = await campaign.run(seed)
    results.push(result)
    expect(result.wrong).toEqual([])
    expect(result.settled + result.released).toBe(result.shares)
  },
)
