import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface ClaimTreasuryParameters {
  readonly ledger: Address
}

/** Pays the take to the treasury, by anyone. */
export const claimTreasury = writeAction(({ ledger }: ClaimTreasuryParameters) =>
  ledgerCall(ledger, 'claimTreasury', []),
)
