// Plants each mutant in a copy of its part of the contracts and runs the test that must fail. Run: npm run test:mutants [part of a name, or ledger, staking, treasury]
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MUTANTS, type Mutant } from './mutants.ts'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Campaigns long enough to notice: of some 10,000 calls. */
const SHORT = { STAKING_CAMPAIGN_RUNS: '40', ECONOMY_CAMPAIGN_RUNS: '12' }

/** The real settings, without the files that only the deployment needs. */
const CONFIG = `import base from './base.config.ts'
export default { ...base, solidity: { ...base.solidity, npmFilesToBuild: [] } }
`

type Take = (folder: string, wanted?: RegExp) => void

/** What the tests of a part need, so that a mutant compiles in seconds. */
const PARTS: Record<Mutant['part'], (take: Take) => void> = {
  ledger(take) {
    take('contracts/settlement', /^(?!.*Pric)/)
    take('contracts/mocks', /^(Ledger|Plain|Twin)/)
    take('test/helpers', /^(Ledger|Tab|Ticket|Test).*sol$/)
    take('test/unit/settlement')
  },
  staking(take) {
    take('contracts/staking')
    take('contracts/tokens')
    take('contracts/libraries', /^TokenAccount/)
    take('test/helpers', /^(Staking|Managed|Test).*sol$/)
    take('test/invariant', /^Staking/)
    take('test/unit/staking', /^Staking(Vault|Attacks)/)
  },
  treasury(take) {
    for (const folder of ['treasury', 'tokens', 'access', 'libraries']) take(`contracts/${folder}`)
    take('contracts/mocks', /^Local/)
    take('test/helpers', /^(Economy|Managed|Test).*sol$/)
    take('test/invariant', /^Spark/)
    take('test/unit/treasury', /^(FiatMinter|Treasury)/)
    take('test/unit/access', /^Pause/)
  },
}

function copyPart(part: Mutant['part']): string {
  const copy = mkdtempSync(join(tmpdir(), 'supernet-mutants-'))
  const take: Take = (folder, wanted = /./) => {
    mkdirSync(join(copy, folder), { recursive: true })
    for (const file of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (file.isFile() && wanted.test(file.name))
        cpSync(join(ROOT, folder, file.name), join(copy, folder, file.name))
    }
  }
  take('contracts/interfaces')
  take('contracts/interfaces/external')
  take('contracts/types')
  take('test/fixtures', /json$/)
  PARTS[part](take)
  cpSync(join(ROOT, 'hardhat.config.ts'), join(copy, 'base.config.ts'))
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'))
  writeFileSync(join(copy, 'hardhat.config.ts'), CONFIG)
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function runTest(copy: string, test: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/hardhat/dist/src/cli.js'), 'test', 'solidity', test],
    { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...SHORT, ...process.env } },
  )
  const output = stdout + stderr
  const failing = Number(/(\d+) failing/.exec(output)?.[1] ?? 0)
  const passing = Number(/(\d+) passing/.exec(output)?.[1] ?? 0)
  return { passed: status === 0 && passing > 0, failing, output }
}

/** Killed means: it compiles, and a test fails. */
function killers(copy: string, { file, find, replace, test }: Mutant): number {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  // The formatter may have broken the line.
  const pattern = new RegExp(find.split(/\s+/).map(escapeRegExp).join('\\s+'), 'g')
  const found = source.match(pattern)?.length ?? 0
  if (found !== 1) throw new Error(`${file} holds "${find}" ${found} times`)
  writeFileSync(
    path,
    source.replace(pattern, () => replace),
  )
  const { failing } = runTest(copy, test)
  writeFileSync(path, source)
  return failing
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Those of one part that nothing killed. */
function survivors(part: Mutant['part'], mutants: readonly Mutant[]): Mutant[] {
  const copy = copyPart(part)
  try {
    for (const test of new Set(mutants.map((mutant) => mutant.test))) {
      const { passed, output } = runTest(copy, test)
      if (!passed) throw new Error(`${test} fails without a mutant:\n${output.slice(-4_000)}`)
    }
    return mutants.filter((mutant) => {
      const failing = killers(copy, mutant)
      process.stdout.write(`${failing > 0 ? `killed by ${failing}` : 'ALIVE'}: ${mutant.name}\n`)
      return failing === 0
    })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function main() {
  const word = process.argv[2] ?? ''
  const wanted = MUTANTS.filter(({ name, part }) => name.includes(word) || part === word)
  let alive = 0
  for (const [part, mutants] of Map.groupBy(wanted, (mutant) => mutant.part))
    alive += survivors(part, mutants).length
  process.stdout.write(`${wanted.length - alive} of ${wanted.length} mutants killed\n`)
  process.exitCode = alive === 0 ? 0 : 1
}

main()
