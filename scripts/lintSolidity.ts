/**
 * Lints the Solidity that is named, files that changed only. solhint remembers a file with warnings as well as one without,
 * and would not warn of it again: what it remembers is kept only where it found nothing.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'

const FOLDER = 'node_modules/.cache'
const KNOWN = `${FOLDER}/solhint.json`
const next = `${FOLDER}/solhint-${process.pid}.json`

mkdirSync(FOLDER, { recursive: true })
if (existsSync(KNOWN)) copyFileSync(KNOWN, next)
const options = ['--max-warnings', '0', '--disc', '--cache', '--cache-location', next]
const { status } = spawnSync('solhint', [...options, ...process.argv.slice(2)], { stdio: 'inherit' })
if (status === 0) renameSync(next, KNOWN)
else rmSync(next, { force: true })
process.exitCode = status ?? 1
