import { resultRoot, traceRoot } from '@supernet/sdk/protocol'
import type { Receipt } from '@supernet/sdk/schema'
import type { DeliveredImage, PartialImage, ShareRecord } from './share.ts'

interface State {
  delivered: readonly DeliveredImage[]
  /** Only for a share that its client has cancelled. */
  partial: readonly PartialImage[]
  classId: `0x${string}`
  elapsedMs: number
  /** Chain seconds. */
  completedAt: number
  last: boolean
}

const total = (images: readonly { steps: number }[]) => images.reduce((sum, { steps }) => sum + steps, 0)

/** The steps of cut images that may be claimed: what was done, within what the client still allows. */
export const payableSteps = (record: ShareRecord, delivered: number, partial: number): number => {
  const limit = Math.max(delivered, record.cancelledAt?.maxSteps ?? 0)
  return Math.min(delivered + partial, limit)
}

/** The cumulative statement over everything made for a share. */
export const receiptOf = (record: ShareRecord, state: State): Receipt => {
  const { delivered, partial } = state
  const hashes = delivered.map(({ image, imageHash }) => ({ image, hash: imageHash }))
  const traces = [...delivered, ...partial].map(({ image, traceRoot: hash }) => ({ image, hash }))
  return {
    ticket: record.ticket,
    share: record.share,
    paramsCommit: record.signed.ticket.paramsCommit,
    classId: state.classId,
    resultRoot: resultRoot(hashes),
    traceRoot: traceRoot(traces),
    images: delivered.length,
    steps: payableSteps(record, total(delivered), total(partial)),
    elapsedMs: Math.min(Math.round(state.elapsedMs), 0xffff_ffff),
    completedAt: state.completedAt,
    last: state.last,
  }
}

/**
 * The receipt that ends a share with what the journal has: everything rendered, a cancel, a failure, or a worker that
 * stopped. Steps of cut images only count after a cancel.
 */
export const lastReceiptOf = (
  record: ShareRecord,
  end: { partial: readonly PartialImage[]; classId: `0x${string}`; elapsedMs: number; now: number },
): Receipt => {
  const { delivered, newest, signed } = record
  return receiptOf(record, {
    delivered,
    partial: record.cancelledAt ? end.partial : [],
    classId: newest?.receipt.classId ?? end.classId,
    elapsedMs: end.elapsedMs,
    // After the deadline only what was complete before it counts: its time is that of the last image.
    completedAt: end.now < signed.ticket.deliverBy ? end.now : (delivered.at(-1)?.completedAt ?? end.now),
    last: true,
  })
}
