import { join } from 'node:path'
import type { Hex } from 'viem'
import { type Child, type ChildHost, createChild } from './child.ts'
import { ROOT } from './paths.ts'

export type RelayerOptions = {
  dataDir: string
  port: number
  databaseUrl: string
  networkFile: string
  key: Hex
  dappDist?: string
  /** Settings of the relayer's own configuration, by their environment names. */
  env?: Readonly<Record<string, string>>
}

export function createRelayer(host: ChildHost, options: RelayerOptions): Child {
  return createChild(host, {
    name: 'relayer',
    command: process.execPath,
    args: [join(ROOT, 'relayer/src/main.ts')],
    env: {
      RELAYER_PORT: String(options.port),
      RELAYER_DATA_DIR: join(options.dataDir, 'relayer'),
      RELAYER_KEY: options.key,
      DATABASE_URL: options.databaseUrl,
      NETWORK_FILE: options.networkFile,
      ...(options.dappDist === undefined ? {} : { DAPP_DIST: options.dappDist }),
      ...options.env,
    },
    ready: async () => (await fetch(`http://127.0.0.1:${options.port}/ready`)).ok,
  })
}
