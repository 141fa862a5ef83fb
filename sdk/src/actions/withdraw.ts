import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface WithdrawParameters {
  readonly ledger: Address
  /** Render key of the session. */
  readonly key: Address
}

/** Pays what was asked back to the session's owner, by anyone, after the waiting time. */
export const withdraw = writeAction(({ ledger, key }: WithdrawParameters) =>
  ledgerCall(ledger, 'withdraw', [key]),
)
