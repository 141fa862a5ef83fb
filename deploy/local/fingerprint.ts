import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashPaths } from './hashFolder.ts'
import { ROOT } from './paths.ts'

/** What decides whether contracts on a kept chain are the contracts of this checkout. */
const DEPLOYED = ['contracts', 'deploy/modules', 'deploy/parameters', 'deploy/roles.ts', 'hardhat.config.ts']

export function deploymentFingerprint(): string {
  return hashPaths(ROOT, DEPLOYED, (path) => path.startsWith('contracts/mocks') || path.endsWith('.t.sol'))
}

/** Whether the folder's chain carries other contracts or parameters than this checkout. */
export function isForeign(dataDir: string): boolean {
  const path = join(dataDir, 'fingerprint')
  return existsSync(path) && readFileSync(path, 'utf8').trim() !== deploymentFingerprint()
}

/** Moves a data folder aside. Its money is play money, but pictures, keys and receipts of a person are never deleted. */
export function setAside(dataDir: string, log: (line: string) => void): void {
  const aside = `${dataDir}.${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`
  renameSync(dataDir, aside)
  log(
    `The contracts or their parameters have changed since the last start: the old network is kept in ${aside}, a new one begins.`,
  )
}

export function writeFingerprint(dataDir: string): void {
  writeFileSync(join(dataDir, 'fingerprint'), `${deploymentFingerprint()}\n`)
}
