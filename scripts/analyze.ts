// Builds the contracts apart and runs Slither on them. Run: npm run analyze [options of slither]
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createHardhatRuntimeEnvironment, importUserConfig } from 'hardhat/hre'

const ROOT = join(import.meta.dirname, '..')
const FOLDER = './cache/analysis'

/** The settings of the tests, without viaIR and with nothing but the contracts and what they import. */
async function build(): Promise<void> {
  rmSync(join(ROOT, FOLDER), { recursive: true, force: true })
  const config = join(ROOT, 'hardhat.config.ts')
  const user = await importUserConfig(config)
  const paths = { ...user.paths, artifacts: `${FOLDER}/artifacts`, cache: `${FOLDER}/cache` }
  const hre = await createHardhatRuntimeEnvironment({ ...user, paths }, { config }, ROOT)
  await hre.tasks.getTask('build').run({ quiet: true, noTests: true })
}

await build()
const { status, error } = spawnSync(
  'slither',
  [
    ...['.', '--config-file', 'slither.config.json', '--fail-medium'],
    ...['--ignore-compile', '--hardhat-artifacts-directory', `${FOLDER}/artifacts`],
    ...process.argv.slice(2),
  ],
  { cwd: ROOT, stdio: 'inherit' },
)
if (error) {
  process.stderr.write(`Slither did not start (${error.message}): see docs/security/static-analysis.md\n`)
}
process.exitCode = status ?? 1
