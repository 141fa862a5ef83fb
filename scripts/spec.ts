/**
 * `npm run test:spec -- --suite <folder>`: the bundler before a checkout of eth-infinitism's bundler-spec-tests. Starts a local
 * chain and a relayer that takes anybody's operations, lets the suite ask, and ends with one line of JSON.
 * `docs/how-to/run-the-bundler-spec-tests.md` says what the checkout needs.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { rpc } from '../deploy/local/rpc.ts'
import { startTestNetwork } from '../test/helpers/testNetwork.ts'
import { readReport } from './spec/readReport.ts'

/** The cases that need no tracer. */
const GROUPS = ['tests/single/rpc', 'tests/single/gas', 'tests/single/eip7702']
/** The suite signs authorizations for this chain, and sends from an account that the node holds. */
const ANVIL = { chainId: 1_337, accounts: 1 }
/** One address is everybody here. */
const OPEN = { BUNDLER_OPEN: 'true', RATE_LIMIT_REQUESTS: '1000000' }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { suite: { type: 'string' }, python: { type: 'string', default: 'python3' } },
})

function findSuite(): string {
  const suite = resolve(values.suite ?? '')
  if (values.suite === undefined || !existsSync(join(suite, 'tests/single')))
    throw new Error('--suite names no checkout of bundler-spec-tests')
  return suite
}

/** The commit whose tests these are; marked where they were changed. */
function commitOf(suite: string): string {
  const git = (...args: string[]) => execFileSync('git', ['-C', suite, ...args], { encoding: 'utf8' }).trim()
  const isChanged = git('status', '--porcelain', '--untracked-files=no', '--', 'tests') !== ''
  return git('rev-parse', 'HEAD') + (isChanged ? '-changed' : '')
}

async function ask(
  suite: string,
  report: string,
  [url, node, entryPoint]: readonly [string, string, string],
) {
  const cases = positionals.length > 0 ? positionals : GROUPS
  const where = ['--url', url, '--ethereum-node', node, '--entry-point', entryPoint]
  const options = ['--tb=short', '-rA', '-p', 'no:cacheprovider', `--junitxml=${report}`]
  // What it prints goes to standard error: the last line of standard output is ours.
  const child = spawn(values.python, ['-m', 'pytest', ...options, ...where, ...cases], {
    cwd: suite,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  })
  await once(child, 'exit')
  if (!existsSync(report)) throw new Error('the suite did not run; its words are above')
  return readReport(readFileSync(report, 'utf8'))
}

const suite = findSuite()
const folder = mkdtempSync(join(tmpdir(), 'supernet-spec-'))
const net = await startTestNetwork({ workers: 0, anvil: ANVIL, relayerEnv: OPEN })
try {
  // Every transaction has its block at once, and hundreds are sent one after the other.
  await rpc(net.urls.rpc, 'evm_setAutomine', [true])
  const { entryPoint } = net.network.contracts
  const cases = await ask(suite, join(folder, 'report.xml'), [
    `${net.urls.relayer}/rpc`,
    net.urls.rpc,
    entryPoint,
  ])
  const count = (outcome: string) => cases.filter((one) => one.outcome === outcome).length
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')]
  console.log(JSON.stringify({ passed, failed, skipped, cases, suite: commitOf(suite) }))
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
} finally {
  await net.end()
  rmSync(folder, { recursive: true, force: true })
}
