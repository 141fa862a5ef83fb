import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface PushSparkRateParameters {
  readonly ledger: Address
}

/** Takes the present price of a Spark over into the ledger, by anyone. */
export const pushSparkRate = writeAction(({ ledger }: PushSparkRateParameters) =>
  ledgerCall(ledger, 'pushSparkRate', []),
)
