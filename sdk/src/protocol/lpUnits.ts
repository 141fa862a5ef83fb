import { isqrt } from './isqrt.ts'

const BPS = 10_000n
const E18 = 10n ** 18n
const HAIRCUT_BPS = 9_000n

/**
 * SOGNI side of 1e18 LP tokens of a constant-product pair if its reserves stood at `price` (quote tokens per SOGNI, 18
 * decimals; reserves with 18 decimals), rounded down. A trade leaves it where it is.
 */
export function fairLpRate(sogni: bigint, quote: bigint, price: bigint, supply: bigint): bigint {
  if (price === 0n || supply === 0n) return 0n
  return (isqrt((sogni * quote * E18) / price) * E18) / supply
}

/** The next rate: 90 % of the lowest fair rate of 30 days, as far as one step of 10 % goes. */
export function nextLpRate(rate: bigint, fair: bigint, lowest: bigint): bigint {
  const target = ((fair < lowest ? fair : lowest) * HAIRCUT_BPS) / BPS
  const most = (rate * 11_000n) / BPS
  const least = (rate * 9_000n) / BPS
  const stepped = target < most ? target : most
  return stepped > least ? stepped : least
}

/** Votes of `votes` of `total` LP units, where all of them count for at most 30 % of (active + LP). */
export function cappedLpVotes(votes: bigint, total: bigint, active: bigint): bigint {
  const most = (active * 3_000n) / 7_000n
  return total <= most ? votes : (votes * most) / total
}
