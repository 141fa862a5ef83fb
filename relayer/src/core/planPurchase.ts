import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'

/** A receipt of the payment as the chain has it; they are minted one after the other. */
export interface Minted {
  readonly usdE6: bigint
  readonly refundedUsdE6: bigint
}

export interface Wanted {
  readonly usdE6: bigint
  /** What of it went back, at most all. */
  readonly takenUsdE6: bigint
  /** Units of 1e-6 Spark promised for all of it. */
  readonly promised: bigint
}

/** The next call to `FiatMinter` for a payment. */
export type PurchaseStep =
  | { readonly call: 'mint'; readonly turn: number; readonly usdE6: bigint; readonly minSparkWei: bigint }
  | { readonly call: 'chargeback'; readonly turn: number; readonly refundedUsdE6: bigint }
  | undefined

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

export const netOf = (receipts: readonly Minted[]): bigint =>
  receipts.reduce((net, { usdE6, refundedUsdE6 }) => net + usdE6 - refundedUsdE6, 0n)

/**
 * Brings what is minted to what was paid and not taken back. A receipt only ever loses: money that returns after it was
 * taken mints under the next turn, and the newest receipt gives first.
 */
export function planPurchase(
  { usdE6, takenUsdE6, promised }: Wanted,
  receipts: readonly Minted[],
): PurchaseStep {
  const net = netOf(receipts)
  const want = usdE6 - takenUsdE6
  if (net < want) {
    const missing = want - net
    const minSparkWei = (promised * SPARK_UNIT_WEI * missing) / usdE6
    return { call: 'mint', turn: receipts.length, usdE6: missing, minSparkWei }
  }
  if (net === want) return undefined
  const turn = receipts.findLastIndex((receipt) => receipt.usdE6 > receipt.refundedUsdE6)
  const receipt = receipts[turn]
  if (receipt === undefined) return undefined
  const room = receipt.usdE6 - receipt.refundedUsdE6
  return { call: 'chargeback', turn, refundedUsdE6: receipt.refundedUsdE6 + smaller(net - want, room) }
}

export interface Taken {
  readonly taken: number
  readonly of: number | null
}

/** What of a payment went back by all refunds and disputes, in millionths of a dollar: rounded up, at most all. */
export function takenOf(usdE6: bigint, paidCents: number | null, rows: readonly Taken[]): bigint {
  const total = rows.reduce((sum, { taken, of }) => {
    const whole = of ?? paidCents
    // Of a payment in no unit that is known, all is taken rather than nothing.
    if (whole === null || whole === 0) return taken > 0 ? sum + usdE6 : sum
    return sum + (usdE6 * BigInt(taken) + BigInt(whole) - 1n) / BigInt(whole)
  }, 0n)
  return smaller(total, usdE6)
}
