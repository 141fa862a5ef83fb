import type { PublicClient } from 'viem'

const REFRESH_MS = 10_000

export interface ChainTime {
  /** Chain seconds, as of the last look at the chain. */
  now(): number
  /** Looks at the newest block, unless that was done a moment ago. */
  refresh(): Promise<void>
}

/**
 * The chain's clock: the device's, ahead by as much as blocks were ever seen to be. Blocks of a quiet chain are old,
 * so one that lies behind says nothing.
 */
export function chainTime(chain: PublicClient, clock: () => number = Date.now): ChainTime {
  let aheadSeconds = 0
  let refreshedAt = Number.NEGATIVE_INFINITY
  const local = () => Math.floor(clock() / 1000)
  return {
    now: () => local() + aheadSeconds,
    async refresh() {
      if (clock() - refreshedAt < REFRESH_MS) return
      const { timestamp } = await chain.getBlock()
      aheadSeconds = Math.max(aheadSeconds, Number(timestamp) - local())
      refreshedAt = clock()
    },
  }
}
