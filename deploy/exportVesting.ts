import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  circulatingSupply,
  SOGNI_SUPPLY,
  VESTING_GROUP_NAMES,
  VESTING_GROUPS,
  VESTING_TITLES,
  type VestingGroup,
} from '@supernet/sdk/protocol'
import { formatUnits, zeroAddress } from 'viem'
import { readParameters } from './parameters/parameters.schema.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const SOURCE = join(ROOT, 'deploy/parameters/baseSepolia.json5')
const TARGET = join(ROOT, 'docs/reference/vesting.md')

const millions = (wei: bigint) =>
  Number(formatUnits(wei, 24)).toLocaleString('en', { maximumFractionDigits: 1 })
const percent = (part: bigint, whole: bigint) => `${Number((part * 10_000n) / whole) / 100} %`

/** The distribution for people, from the parameters of the public test network. */
function render(): string {
  // Who is paid does not matter here.
  const anyone = new Proxy({}, { get: () => zeroAddress })
  const { allocations } = readParameters(SOURCE, anyone)
  const amounts = Object.fromEntries(
    VESTING_GROUP_NAMES.map((name) => [name, allocations[name].sogni]),
  ) as Record<VestingGroup, bigint>
  const groups = VESTING_GROUP_NAMES.map((name) => {
    const { tgeBps, lockMonths, months, granularity } = VESTING_GROUPS[name]
    const share = percent(amounts[name], SOGNI_SUPPLY)
    return `| ${VESTING_TITLES[name]} | ${millions(amounts[name])} | ${share} | ${percent(tgeBps, 10_000n)} | ${lockMonths} | ${months} | ${granularity} |`
  })
  const supply = circulatingSupply(amounts)
    .filter(({ month }) => month % 6 === 0)
    .map(
      ({ month, groups: at, total }) =>
        `| ${month} | ${VESTING_GROUP_NAMES.map((name) => millions(at[name])).join(' | ')} | ${millions(total)} |`,
    )
  return `# Vesting

Generated from \`deploy/parameters/baseSepolia.json5\` and \`sdk/src/protocol/vesting.ts\` by \`deploy/exportVesting.ts\`. Do not
edit. The whitepaper prints the allocations in a picture only: the amounts are the owner's to confirm, the schedules are the
whitepaper's table. Where that is ambiguous: Seed vests by the second, and the public sale's two lock-ups are two groups.

The part at the token generation event goes to the beneficiary with the token's construction. The rest lies in a
\`VestingVault\` for each group, which frees nothing in the lock-up and then all of it evenly: every second, or a month's part
at the end of every month. A month is 2,629,746 seconds. Anyone may call \`release(token)\`; it pays the vault's owner.
\`VestingVaults.all()\` lists groups and vaults.

| group | million SOGNI | share | at the event | lock-up, months | then over, months | every |
| --- | --- | --- | --- | --- | --- | --- |
${groups.join('\n')}

## Circulating supply

Millions of SOGNI that are free, whoever holds them, by month after the event.

| month | ${VESTING_GROUP_NAMES.map((name) => VESTING_TITLES[name]).join(' | ')} | all |
| --- |${' --- |'.repeat(VESTING_GROUP_NAMES.length + 1)}
${supply.join('\n')}
`
}

const text = render()
const fresh = existsSync(TARGET) && readFileSync(TARGET, 'utf8') === text
if (process.argv.includes('--check')) {
  if (!fresh) {
    process.stderr.write('docs/reference/vesting.md is stale. Run: node deploy/exportVesting.ts\n')
    process.exit(1)
  }
} else {
  mkdirSync(dirname(TARGET), { recursive: true })
  writeFileSync(TARGET, text)
}
process.stdout.write(`docs/reference/vesting.md: ${fresh ? 'unchanged' : 'written'}\n`)
