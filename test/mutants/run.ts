// Plants each mutant in a copy of the ledger and runs the test that must fail. Run: npm run test:mutants [part of a name]
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

/** The real settings, without the files that only the deployment needs. */
const CONFIG = `import base from './base.config.ts'
export default { ...base, solidity: { ...base.solidity, npmFilesToBuild: [] } }
`

function copyLedger(): string {
  const copy = mkdtempSync(join(tmpdir(), 'supernet-mutants-'))
  const take = (folder: string, wanted: (file: string) => boolean = () => true) => {
    mkdirSync(join(copy, folder), { recursive: true })
    for (const file of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (file.isFile() && wanted(file.name))
        cpSync(join(ROOT, folder, file.name), join(copy, folder, file.name))
    }
  }
  take('contracts/interfaces')
  take('contracts/types')
  take('contracts/settlement', (file) => !/Pric/.test(file))
  take('contracts/mocks', (file) => /^(Ledger|Plain|Twin)/.test(file))
  take('test/helpers', (file) => /^(Ledger|Tab|Ticket|Test)/.test(file) && file.endsWith('.sol'))
  take('test/unit/settlement')
  take('test/fixtures', (file) => file.endsWith('.json'))
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
    { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28 },
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

function main() {
  const wanted = MUTANTS.filter(({ name }) => name.includes(process.argv[2] ?? ''))
  const copy = copyLedger()
  try {
    for (const test of new Set(wanted.map((mutant) => mutant.test))) {
      const { passed, output } = runTest(copy, test)
      if (!passed) throw new Error(`${test} fails without a mutant:\n${output.slice(-4_000)}`)
    }
    const alive = wanted.filter((mutant) => {
      const failing = killers(copy, mutant)
      process.stdout.write(`${failing > 0 ? `killed by ${failing}` : 'ALIVE'}: ${mutant.name}\n`)
      return failing === 0
    })
    process.stdout.write(`${wanted.length - alive.length} of ${wanted.length} mutants killed\n`)
    process.exitCode = alive.length === 0 ? 0 : 1
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

main()
