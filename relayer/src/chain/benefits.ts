import { scoreBoardAbi, stakeBenefitsAbi } from '@supernet/sdk/abi'
import type { StakeLevel } from '@supernet/sdk/protocol'
import type { Network } from '@supernet/sdk/schema'
import type { PublicClient } from 'viem'

type Hex = `0x${string}`

/** What an account's stake is good for while its pictures are rendered. */
export type Level = Pick<StakeLevel, 'priority' | 'parallel' | 'freeFast'>

/** What the chain gives an account, as it was in the last minute. */
export interface Benefits {
  /** By its stake. */
  levelOf(account: Hex): Promise<Level>
  /** Relative to its peers, 0 to 4. */
  tierOf(account: Hex): Promise<number>
}

const LIFE_MS = 60_000
const MOST_KEPT = 10_000

/** Reads benefits from the chain and keeps each for a minute: orders come faster than stakes and tiers change. */
export function createBenefits(chain: PublicClient, { contracts }: Network, now = Date.now): Benefits {
  return {
    levelOf: keptFor(now, (account) =>
      chain.readContract({
        address: contracts.stakeBenefits,
        abi: stakeBenefitsAbi,
        functionName: 'levelOf',
        args: [account],
      }),
    ),
    tierOf: keptFor(now, (account) =>
      chain.readContract({
        address: contracts.scoreBoard,
        abi: scoreBoardAbi,
        functionName: 'tierOf',
        args: [account],
      }),
    ),
  }
}

function keptFor<T>(now: () => number, read: (account: Hex) => Promise<T>): (account: Hex) => Promise<T> {
  const kept = new Map<Hex, { value: Promise<T>; until: number }>()
  return (account) => {
    const known = kept.get(account)
    if (known !== undefined && known.until > now()) return known.value
    // The oldest come first in a map; one that is asked for again moves to the end.
    kept.delete(account)
    for (const oldest of kept.keys()) {
      if (kept.size < MOST_KEPT) break
      kept.delete(oldest)
    }
    const value = read(account)
    kept.set(account, { value, until: now() + LIFE_MS })
    value.catch(() => kept.get(account)?.value === value && kept.delete(account))
    return value
  }
}
