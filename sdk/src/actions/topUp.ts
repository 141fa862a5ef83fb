import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface TopUpParameters {
  readonly ledger: Address
  /** Render key of the session. */
  readonly key: Address
  /** Units of the session's currency. */
  readonly amount: bigint
}

/** Adds to an open session of the caller. */
export const topUp = writeAction(({ ledger, key, amount }: TopUpParameters) =>
  ledgerCall(ledger, 'topUp', [key, amount]),
)
