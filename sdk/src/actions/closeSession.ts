import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface CloseSessionParameters {
  readonly ledger: Address
  /** Render key of the session. */
  readonly key: Address
}

/** Starts the end of a session, by its owner or its key: all of it is asked back. */
export const closeSession = writeAction(({ ledger, key }: CloseSessionParameters) =>
  ledgerCall(ledger, 'closeSession', [key]),
)
