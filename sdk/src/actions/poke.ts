import type { Address } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface PokeParameters {
  readonly ledger: Address
  /** Render key of the session. */
  readonly key: Address
}

/** Starts the end of an expired session, by anyone. */
export const poke = writeAction(({ ledger, key }: PokeParameters) => ledgerCall(ledger, 'poke', [key]))
