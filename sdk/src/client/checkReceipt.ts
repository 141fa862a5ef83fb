import { BaseError } from '../errors/base.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { isSignedBy } from '../protocol/signing.ts'
import { type Domain, hashReceipt } from '../protocol/typedData.ts'
import type { SignedReceipt, Ticket } from '../schema/typed.ts'
import type { ShareRecord } from './jobRecord.ts'

/** Everything about a receipt but its pictures. Throws the reason why it is not worth money. */
export async function checkReceipt(
  domain: Domain,
  ticket: Ticket,
  share: ShareRecord,
  { receipt, signature }: SignedReceipt,
): Promise<void> {
  const fault = faultOf(ticket, share, receipt)
  if (fault !== undefined) throw new BaseError(fault, { details: { seq: share.seq, receipt } })
  if (!(await isSignedBy(share.operator, hashReceipt(domain, receipt), signature)))
    throw new BaseError('receipt-signature', { details: { seq: share.seq } })
}

function faultOf(
  ticket: Ticket,
  share: ShareRecord,
  receipt: SignedReceipt['receipt'],
): ErrorCode | undefined {
  if (
    receipt.ticket !== share.ticket ||
    receipt.share !== share.share ||
    receipt.paramsCommit !== ticket.paramsCommit
  )
    return 'receipt-mismatch'
  const whole = receipt.images * ticket.stepsPerImage
  const promised = share.images * ticket.stepsPerImage
  // Steps of a picture that was not finished are owed only where the client itself cut it short.
  const most = share.cancel === undefined ? whole : promised
  if (receipt.images > share.images || receipt.steps > most) return 'receipt-excess'
  if (receipt.steps < whole) return 'receipt-mismatch'
  if (receipt.completedAt > ticket.deliverBy) return 'receipt-late'
  const before = share.receipt?.receipt
  if (before !== undefined && (receipt.images < before.images || receipt.steps < before.steps))
    return 'receipt-backwards'
  return undefined
}
