import type { PurchaseState } from '@supernet/sdk/schema'
import { type Minted, netOf } from './planPurchase.ts'

/** What a buyer is told: money that went back whole is `refunded` once nothing of its Spark is left. */
export function purchaseState(
  usdE6: bigint,
  takenUsdE6: bigint,
  receipts: readonly Minted[],
): Exclude<PurchaseState, 'refused'> {
  if (netOf(receipts) > 0n) return 'minted'
  return takenUsdE6 >= usdE6 ? 'refunded' : 'pending'
}
