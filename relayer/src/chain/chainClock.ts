/** Seconds of the chain's clock: what every deadline is measured with. */
export interface ChainClock {
  now(): number
  /** A block with this timestamp was seen. */
  observe(timestamp: number): void
}

/**
 * A block may be ahead of the wall (a warped local chain) and is behind it when blocks are rare: the next block's time
 * is at least the wall's, and at least the last block's plus what has passed since it was first seen.
 */
export function createChainClock(wallMs: () => number): ChainClock {
  let newest = 0
  let seenAtMs = wallMs()
  return {
    now: () => {
      const wall = wallMs()
      return Math.floor(Math.max(wall / 1_000, newest + (wall - seenAtMs) / 1_000))
    },
    observe: (timestamp) => {
      if (timestamp === newest) return
      newest = timestamp
      seenAtMs = wallMs()
    },
  }
}
