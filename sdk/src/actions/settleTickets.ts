import type { Address, Hex } from 'viem'
import { ledgerCall, writeAction } from './action.ts'

export interface SettleTicketsParameters {
  readonly ledger: Address
  /** Blob of `encodeTicketBatch`. */
  readonly batch: Hex
}

/** Settles tickets with their last receipts, by anyone: how a worker is paid without the user or the relayer. */
export const settleTickets = writeAction(({ ledger, batch }: SettleTicketsParameters) =>
  ledgerCall(ledger, 'settleTickets', [batch]),
)
