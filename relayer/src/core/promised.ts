import { isOpen, shareAmount } from '@supernet/sdk/protocol'
import type { ShareState, SignedReceipt, Ticket } from '@supernet/sdk/schema'

export interface PromisedShare {
  readonly state: ShareState
  readonly ticket: Ticket
  readonly share: number
  readonly receipt: SignedReceipt | undefined
}

/** Session units that a share may still cost: its last receipt's amount, or all of it while it is at work. */
export function promisedAmount({ state, ticket, share, receipt }: PromisedShare): bigint {
  if (!isOpen(state) || state === 'settled') return 0n
  if (receipt?.receipt.last === true)
    return shareAmount(ticket.unitPrice, receipt.receipt.steps, ticket.stepsPerImage)
  return ticket.unitPrice * BigInt(ticket.shares[share]?.images ?? 0)
}
