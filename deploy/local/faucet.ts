import { join } from 'node:path'
import type { Hex } from 'viem'
import { type Child, type ChildHost, createChild } from './child.ts'
import { ROOT } from './paths.ts'

export type FaucetOptions = { port: number; networkFile: string; key: Hex }

export function createFaucet(host: ChildHost, { port, networkFile, key }: FaucetOptions): Child {
  return createChild(host, {
    name: 'faucet',
    command: process.execPath,
    args: [join(ROOT, 'deploy/local/faucet/main.ts')],
    env: { FAUCET_PORT: String(port), FAUCET_KEY: key, NETWORK_FILE: networkFile },
    ready: async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok,
  })
}
