import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface ClaimParameters {
  readonly ledger: Address
  readonly operator: Address
}

/** Pays a worker's unlocked holdback to its payout address, by anyone. */
export const claim = writeAction(({ ledger, operator }: ClaimParameters) =>
  ledgerCall(ledger, 'claim', [operator]),
)
