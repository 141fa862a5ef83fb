import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hex } from 'viem'
import { rpc } from '../../deploy/local/rpc.ts'

/** The peer. GPL-3.0, and 352 packages: fetched for the measurement, part of nothing. */
export const ALTO = '@pimlico/alto@0.0.20'

/** Its best settings for one key and blocks of one second; README.md says why each. */
export const ALTO_SETTINGS = {
  'safe-mode': 'false',
  'block-time': '1000',
  'min-bundle-interval': '100',
  'max-bundle-interval': '1000',
  'max-gas-per-bundle': '15000000',
  'mempool-pop-batch-size': '200',
  'rpc-gas-estimate': 'false',
  'gas-price-refresh-interval': '5',
  'refilling-wallets': 'false',
  'utility-wallet-monitor': 'false',
  'log-level': 'fatal',
} as const

export interface Peer {
  readonly url: string
  stop(): void
}

/** Its script, from `folder` or, where that has none, from the registry into `folder`. */
function install(folder: string): string {
  const script = join(folder, 'node_modules/@pimlico/alto/esm/cli/alto.js')
  if (existsSync(script)) return script
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', ALTO]
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`${ALTO} cannot be installed: ${stderr}`)
  return script
}

export interface PeerOptions {
  readonly port: number
  readonly rpcUrl: string
  readonly entryPoint: Hex
  readonly executor: Hex
  readonly utility: Hex
}

export async function startAlto(folder: string, options: PeerOptions): Promise<Peer> {
  const { port, rpcUrl, entryPoint, executor, utility } = options
  const settings = {
    ...ALTO_SETTINGS,

    port,
    'rpc-url': rpcUrl,
    entrypoints: entryPoint,
  }
  const keys = { 'executor-private-keys': executor, 'utility-private-key': utility }
  const flags = Object.entries({ ...settings, ...keys }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ])
  const child: ChildProcess = spawn(process.execPath, [install(folder), 'run', ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  for (let turn = 0; turn < 300; turn++) {
    if (child.exitCode !== null) throw new Error('the peer did not start')
    if (await rpc(url, 'eth_supportedEntryPoints', [], 1_000).catch(() => undefined))
      return { url, stop: () => child.kill('SIGKILL') }
    await sleep(200)
  }
  child.kill('SIGKILL')
  throw new Error('the peer does not answer')
}
