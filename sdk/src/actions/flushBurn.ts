import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface FlushBurnParameters {
  readonly ledger: Address
}

/** Burns the Spark that sessions spent, by anyone: its supply is exact again. */
export const flushBurn = writeAction(({ ledger }: FlushBurnParameters) => ledgerCall(ledger, 'flushBurn', []))
