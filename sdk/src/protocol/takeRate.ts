/**
 * Stake, as the contracts compute it: the take of a worker, the bond of the next month, what a slash takes first, and what
 * LP tokens stand for. The vectors of `test/fixtures/staking.json` hold here and in Solidity.
 */

const BPS = 10_000n
const E18 = 10n ** 18n

/** Extra bond in basis points of the base requirement, and what the take falls by. */
export type CurvePoint = { readonly extraBps: bigint; readonly discountBps: bigint }

/** What is bonded above `required`, in basis points of `base`, rounded down. */
export function extraBps(bonded: bigint, required: bigint, base: bigint): bigint {
  return bonded <= required ? 0n : ((bonded - required) * BPS) / base
}

/** Discount of the curve at `extra`, straight between two points, rounded down. */
export function discountAt(points: readonly CurvePoint[], extra: bigint): bigint {
  let below: CurvePoint = { extraBps: 0n, discountBps: 0n }
  for (const above of points) {
    if (extra < above.extraBps) {
      const rise = above.discountBps - below.discountBps
      return below.discountBps + (rise * (extra - below.extraBps)) / (above.extraBps - below.extraBps)
    }
    below = above
  }
  return below.discountBps
}

/** `base` less the discounts, never below `floor`. */
export function takeBps(base: bigint, floor: bigint, discounts: bigint): bigint {
  return base - discounts > floor ? base - discounts : floor
}

/** The requirement that $`usdE18` is at an averaged price, as far as one step of 20 % goes. */
export function nextRequirement(required: bigint, usdE18: bigint, priceE18: bigint): bigint {
  return clamp((usdE18 * E18) / priceE18, (required * 8_000n) / BPS, (required * 12_000n) / BPS)
}

const clamp = (x: bigint, least: bigint, most: bigint): bigint => (x < least ? least : x > most ? most : x)
