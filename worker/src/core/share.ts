import type { BlobRef, Order, Receipt, SignedTicket } from '@supernet/sdk/schema'

type Hex = `0x${string}`

/** A share that this worker has promised to render. */
export interface Share {
  /** EIP-712 digest of the ticket. */
  ticket: Hex
  /** Index in the ticket's shares. */
  share: number
  signed: SignedTicket
  order: Order
  /** Index of its first image in the whole request. */
  firstImage: number
  attempt: number
}

/** An image that was rendered, sealed and stored. */
export interface DeliveredImage {
  /** Index in the whole request. */
  image: number
  imageHash: Hex
  traceRoot: Hex
  steps: number
  blob: BlobRef
  /** Chain seconds. */
  completedAt: number
}

/** Steps of an image that a cancel cut short. */
export interface PartialImage {
  image: number
  traceRoot: Hex
  steps: number
}

/** A share with what was done for it so far. */
export interface ShareRecord extends Share {
  acceptedAt: number
  acceptSignature: Hex
  delivered: readonly DeliveredImage[]
  /** Newest receipt; the share is done when it is the last. */
  newest?: { receipt: Receipt; signature: Hex; acked: boolean }
  /** Steps that the client allows after its cancel. */
  cancelledAt?: { maxSteps: number }
}

export const imagesOf = ({ signed, share }: Share): number => signed.ticket.shares[share]?.images ?? 0

export const seqOf = ({ signed, share }: Share): number => signed.ticket.seq + share

export const isDone = (record: ShareRecord): boolean => record.newest?.receipt.last === true

/** Images of the share that are still to be rendered, by their index in the request. */
export const missingImages = (record: ShareRecord): number[] => {
  const have = new Set(record.delivered.map(({ image }) => image))
  return Array.from({ length: imagesOf(record) }, (_, i) => record.firstImage + i).filter((i) => !have.has(i))
}

/** What the ticket promises for the whole share, in units of the session's currency. */
export const promisedAmount = ({ signed, share }: Share): bigint =>
  signed.ticket.unitPrice * BigInt(signed.ticket.shares[share]?.images ?? 0)
