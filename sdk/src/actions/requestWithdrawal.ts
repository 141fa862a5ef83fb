import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface RequestWithdrawalParameters {
  readonly ledger: Address
  /** Render key of the session. */
  readonly key: Address
  /** Units asked back; a later request replaces it. */
  readonly amount: bigint
}

/** Asks money of a session back; `withdraw` pays it after 48 hours. Workers are paid from it until then. */
export const requestWithdrawal = writeAction(({ ledger, key, amount }: RequestWithdrawalParameters) =>
  ledgerCall(ledger, 'requestWithdrawal', [key, amount]),
)
