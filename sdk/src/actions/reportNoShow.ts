import type { Address, Hex } from 'viem'
import { toCompactBytes } from '../protocol/signing.ts'
import { ticketMessage } from '../protocol/typedData.ts'
import type { SignedTicket } from '../schema/typed.ts'
import { ledgerCall, writeAction } from './action.ts'

export interface ReportNoShowParameters {
  readonly ledger: Address
  readonly signed: SignedTicket
  readonly share: number
  /** `at` and signature of the worker's Accept. */
  readonly acceptedAt: number
  readonly acceptSignature: Hex
}

/** Frees the number of an accepted share that was never delivered, by anyone, after `redeemBy`. */
export const reportNoShow = writeAction(
  ({ ledger, signed, share, acceptedAt, acceptSignature }: ReportNoShowParameters) =>
    ledgerCall(ledger, 'reportNoShow', [
      ticketMessage(signed.ticket),
      toCompactBytes(signed.signature),
      share,
      acceptedAt,
      toCompactBytes(acceptSignature),
    ]),
)
