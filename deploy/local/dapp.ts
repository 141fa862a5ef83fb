import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashPaths } from './hashFolder.ts'
import { ROOT } from './paths.ts'

const SOURCES = ['dapp', 'sdk/src', 'package-lock.json']
const skip = (path: string) => /^dapp\/(dist|node_modules)$/.test(path) || /\.test\.tsx?$/.test(path)

/** Builds the dapp unless the last build was made of the same sources; answers the folder to serve. */
export async function buildDapp(logDir: string, log: (line: string) => void): Promise<string> {
  const dist = join(ROOT, 'dapp/dist')
  const stamp = join(dist, '.sources')
  const sources = hashPaths(ROOT, SOURCES, skip)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return dist
  log('Building the dapp ...')
  mkdirSync(logDir, { recursive: true })
  const logFile = join(logDir, 'dapp.log')
  const out = openSync(logFile, 'a')
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build'], {
    cwd: join(ROOT, 'dapp'),
    stdio: ['ignore', out, out],
  })
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject))
  if (code !== 0) throw new Error(`The dapp could not be built; see ${logFile}`)
  writeFileSync(stamp, sources)
  return dist
}
