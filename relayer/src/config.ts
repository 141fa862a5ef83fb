import { readFile } from 'node:fs/promises'
import { Network } from '@supernet/sdk/schema'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const milliseconds = z.coerce.number().int().positive()

/** Environment of the relayer. Nothing else in the process reads the environment. */
export const Config = z.object({
  RELAYER_PORT: port.default(4_000),
  RELAYER_HOST: z.string().default('127.0.0.1'),
  RELAYER_DATA_DIR: z.string().min(1),
  /** Pays the gas of settlements. It holds no other power: anybody may submit a batch. */
  RELAYER_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'is not 32 bytes of hex')
    .transform((key) => key as `0x${string}`),
  DATABASE_URL: z.url(),
  NETWORK_FILE: z.string().min(1),
  /** Built dapp to serve at `/`; absent where another server does. */
  DAPP_DIST: z.string().optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  POLL_INTERVAL_MS: milliseconds.default(300),
  /** Longest that a delivered line waits for company before it is settled. */
  SETTLE_MAX_WAIT_MS: milliseconds.default(5_000),
  COSIGN_TIMEOUT_MS: milliseconds.default(2_000),
  /** A transaction that is not mined after this long is sent again with a higher fee. */
  STUCK_AFTER_MS: milliseconds.default(15_000),
  KEEPER_INTERVAL_MS: milliseconds.default(10_000),
  MAX_BLOB_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(64 * 1024 * 1024),
})
export type Config = Readonly<z.infer<typeof Config>>

export function loadConfig(env: Record<string, string | undefined>): Config {
  return Object.freeze(Config.parse(env))
}

export async function loadNetwork(path: string): Promise<Network> {
  return z.decode(Network, JSON.parse(await readFile(path, 'utf8')))
}
