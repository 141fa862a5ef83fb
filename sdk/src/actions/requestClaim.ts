import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface RequestClaimParameters {
  readonly ledger: Address
  readonly operator: Address
}

/** Moves what a worker accrued into its holdback: 72 hours Fast, 7 days Relaxed. */
export const requestClaim = writeAction(({ ledger, operator }: RequestClaimParameters) =>
  ledgerCall(ledger, 'requestClaim', [operator]),
)
