import type { TicketClaim } from '@supernet/sdk/protocol'
import { isDone, type ShareRecord } from './share.ts'

/** Shares that the ticket lane would pay: their last receipt is signed, worth something, and was in time. */
export const isClaimable = (record: ShareRecord): boolean => {
  const { newest, signed } = record
  if (!newest || !isDone(record)) return false
  return newest.receipt.steps > 0 && newest.receipt.completedAt <= signed.ticket.deliverBy
}

/** Claims as the ledger takes them: shares of one ticket together, at most `most` tickets in one transaction. */
export const claimsOf = (records: readonly ShareRecord[], most: number): TicketClaim[][] => {
  const claims = [...Map.groupBy(records, ({ ticket }) => ticket).values()].flatMap(
    (group): TicketClaim[] => {
      const [first] = group
      const receipts = group.flatMap(({ newest }) => (newest ? [newest] : []))
      return first ? [{ signed: first.signed, receipts }] : []
    },
  )
  return Array.from({ length: Math.ceil(claims.length / most) }, (_, i) =>
    claims.slice(i * most, (i + 1) * most),
  )
}
