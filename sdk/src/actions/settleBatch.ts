import type { Address, Hex } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface SettleBatchParameters {
  readonly ledger: Address
  /** Blob of `encodeBatch`. */
  readonly batch: Hex
}

/** Settles lines signed by users and workers, by anyone. */
export const settleBatch = writeAction(({ ledger, batch }: SettleBatchParameters) =>
  ledgerCall(ledger, 'settleBatch', [batch]),
)
