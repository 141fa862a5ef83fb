import type { Common } from '../src/common.ts'
import type { Config } from '../src/config.ts'
import { createFakeAccounts } from './fakeAccounts.ts'
import { serve } from './serve.ts'
import { createWorld } from './world.ts'

/** The page that logins come from. */
export const ORIGIN = 'http://localhost:4180'

/** A relayer that is served for one page, with limits that no test meets, over a chain that knows accounts and nothing else. */
export async function createLoginWorld(change: Partial<Config> = {}) {
  const world = await createWorld()
  const chain = createFakeAccounts()
  const config: Config = {
    ...world.common.config,
    PUBLIC_ORIGINS: [ORIGIN],
    RATE_LIMIT_LOGINS: 10_000,
    SPONSOR_CREATIONS_OF_CLIENT: 1_000,
    ...change,
  }
  const common: Common = { ...world.common, config, chain: chain.chain }
  const { url, end } = await serve(common)
  return {
    common,
    /** What the chain knows. */
    chain,
    url,
    end: async () => {
      end()
      await world.end()
    },
  }
}

export type LoginWorld = Awaited<ReturnType<typeof createLoginWorld>>
