import { readFileSync } from 'node:fs'
import { Network } from '@supernet/sdk/schema'
import type { Hex } from 'viem'
import { z } from 'zod'

const Environment = z.object({
  FAUCET_PORT: z.coerce.number().int().min(1).max(65_535),
  FAUCET_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'is not 32 bytes of hex')
    .transform((key) => key as Hex),
  NETWORK_FILE: z.string().min(1),
})

export type Config = { port: number; key: Hex; network: Network }

export function loadConfig(env: Record<string, string | undefined>): Config {
  const { FAUCET_PORT, FAUCET_KEY, NETWORK_FILE } = Environment.parse(env)
  return {
    port: FAUCET_PORT,
    key: FAUCET_KEY,
    network: Network.parse(JSON.parse(readFileSync(NETWORK_FILE, 'utf8'))),
  }
}
