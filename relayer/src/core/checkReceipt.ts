import { BaseError } from '@supernet/sdk/errors'
import { type Domain, hashReceipt, isSignedBy } from '@supernet/sdk/protocol'
import type { SignedReceipt, Ticket } from '@supernet/sdk/schema'

export interface ReceiptContext {
  readonly domain: Domain
  readonly digest: `0x${string}`
  readonly ticket: Ticket
  readonly classId: `0x${string}` | undefined
  /** The newest receipt of the same share. */
  readonly previous: SignedReceipt | undefined
}

/** Throws unless the receipt is the worker's, belongs to the ticket, and states no more than was ordered. */
export async function checkReceipt(signed: SignedReceipt, context: ReceiptContext): Promise<void> {
  const { receipt } = signed
  const { ticket, previous } = context
  const promised = ticket.shares[receipt.share]
  if (promised === undefined || receipt.ticket !== context.digest)
    throw new BaseError('share-unknown', { details: { ticket: receipt.ticket, share: receipt.share } })
  if (!(await isSignedBy(promised.operator, hashReceipt(context.domain, receipt), signed.signature)))
    throw new BaseError('receipt-signature', { details: { operator: promised.operator } })
  if (receipt.paramsCommit !== ticket.paramsCommit)
    throw new BaseError('receipt-mismatch', { details: { field: 'paramsCommit' } })
  if (context.classId !== undefined && receipt.classId !== context.classId)
    throw new BaseError('receipt-mismatch', { details: { field: 'classId' } })
  const maxSteps = promised.images * ticket.stepsPerImage
  if (receipt.images > promised.images || receipt.steps > maxSteps)
    throw new BaseError('receipt-excess', {
      details: { images: receipt.images, steps: receipt.steps, maxSteps },
    })
  if (previous === undefined) return
  if (receipt.images < previous.receipt.images || receipt.steps < previous.receipt.steps)
    throw new BaseError('receipt-backwards', { details: { images: receipt.images, steps: receipt.steps } })
}
