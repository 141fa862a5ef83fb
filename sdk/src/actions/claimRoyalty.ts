import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface ClaimRoyaltyParameters {
  readonly ledger: Address
  readonly model: number
}

/** Pays a model's royalty to its token-bound account, by anyone. */
export const claimRoyalty = writeAction(({ ledger, model }: ClaimRoyaltyParameters) =>
  ledgerCall(ledger, 'claimRoyalty', [model]),
)
