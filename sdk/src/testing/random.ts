import { philox4x32 } from '../protocol/noise.ts'

/** Seeded numbers for tests that try many cases: the same seed, the same run. */
export function seeded(seed: number) {
  let counter = 0
  const word = () => philox4x32([counter++, 0, 0, 0], [seed, 0])[0]
  return {
    /** Whole number in [low, high]. */
    int: (low: number, high: number) => low + (word() % (high - low + 1)),
    bigint: (below: bigint) => ((BigInt(word()) << 32n) | BigInt(word())) % below,
    pick: <T>(values: readonly [T, ...T[]]): T => values[word() % values.length] ?? values[0],
    chance: (probability: number) => word() / 0x1_0000_0000 < probability,
  }
}
