import { readFile } from 'node:fs/promises'
import { Network, Tier } from '@supernet/sdk/schema'
import { z } from 'zod'
import { deviceNames } from './runtime/devices.ts'

const hex32 = z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'is not 32 bytes of hex')
const whole = z.coerce.number().int()

/** Environment of the worker. Nothing else in the process reads the environment. */
export const Config = z.object({
  WORKER_DATA_DIR: z.string().min(1),
  WORKER_MODELS_DIR: z.string().min(1),
  /** Signs acceptances, receipts and reports; holds no money. */
  WORKER_OPERATOR_KEY: hex32.transform((key) => key as `0x${string}`),
  WORKER_ID: hex32.transform((id) => id.toLowerCase() as `0x${string}`),
  NETWORK_FILE: z.string().min(1),
  /** Overrides the relayer of the network file. */
  RELAYER_URL: z.url().optional(),
  WORKER_DEVICE: z.enum(deviceNames).default('cpu'),
  /** Threads inside one operator; 0 leaves it to the runtime. */
  WORKER_THREADS: whole.min(0).max(256).default(1),
  /** Images of a share that are rendered together. */
  WORKER_BATCH: whole.min(1).max(64).default(4),
  /** Shares that are rendered at the same time. */
  WORKER_CAPACITY: whole.min(1).max(64).default(1),
  /** What a Fast worker offers to everybody; when it idles, it serves Relaxed orders of high stakes in any case. */
  WORKER_TIERS: z
    .string()
    .default('fast,relaxed')
    .transform((list) => list.split(',').map((tier) => tier.trim()))
    .pipe(z.array(Tier).min(1)),
  /** Unsettled work that is trusted to one session, in USD. */
  WORKER_EXPOSURE_USD: z.coerce.number().positive().default(0.25),
  /** How far below the present SOGNI price a ticket may be, in basis points. */
  WORKER_SLIPPAGE_BPS: whole.min(0).max(10_000).default(200),
  /** Seconds that shares in hand get to finish when the worker is told to stop. */
  WORKER_STOP_SECONDS: z.coerce.number().min(0).default(20),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
})
export type Config = Readonly<z.infer<typeof Config>>

export const loadConfig = (env: Record<string, string | undefined>): Config =>
  Object.freeze(Config.parse(env))

export const loadNetwork = async (path: string): Promise<Network> =>
  z.decode(Network, JSON.parse(await readFile(path, 'utf8')))
