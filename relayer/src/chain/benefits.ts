import { stakeBenefitsAbi } from '@supernet/sdk/abi'
import type { StakeLevel } from '@supernet/sdk/protocol'
import type { Network } from '@supernet/sdk/schema'
import type { PublicClient } from 'viem'

/** What an account's stake is good for while its pictures are rendered. */
export type Level = Pick<StakeLevel, 'priority' | 'parallel' | 'freeFast'>

export interface Benefits {
  /** The level of an account as it was in the last minute. */
  levelOf(account: `0x${string}`): Promise<Level>
}

const LIFE_MS = 60_000
const MOST_KEPT = 10_000

/** Reads levels from the chain and keeps each for a minute: orders come faster than stakes change. */
export function createBenefits(chain: PublicClient, network: Network, now = Date.now): Benefits {
  const kept = new Map<string, { level: Promise<Level>; until: number }>()

  const read = (account: `0x${string}`): Promise<Level> =>
    chain.readContract({
      address: network.contracts.stakeBenefits,
      abi: stakeBenefitsAbi,
      functionName: 'levelOf',
      args: [account],
    })

  return {
    levelOf(account) {
      const known = kept.get(account)
      if (known !== undefined && known.until > now()) return known.level
      // The oldest come first in a map; one that is asked for again moves to the end.
      kept.delete(account)
      for (const oldest of kept.keys()) {
        if (kept.size < MOST_KEPT) break
        kept.delete(oldest)
      }
      const level = read(account)
      kept.set(account, { level, until: now() + LIFE_MS })
      level.catch(() => kept.get(account)?.level === level && kept.delete(account))
      return level
    },
  }
}
