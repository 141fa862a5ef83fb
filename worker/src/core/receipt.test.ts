import { resultRoot, traceRoot } from '@supernet/sdk/protocol'
import { zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import { sampleDelivered, sampleReceipt, sampleShare } from '../testing/samples.ts'
import { lastReceiptOf, payableSteps } from './receipt.ts'
import type { ShareRecord } from './share.ts'

const share = sampleShare({ images: 3 })
const record: ShareRecord = {
  ...share,
  acceptedAt: 1,
  acceptSignature: '0x',
  delivered: [sampleDelivered(0)],
}
const cut = { image: 1, traceRoot: `0x${'ee'.repeat(32)}` as const, steps: 3 }
const end = { partial: [cut], classId: zeroHash, elapsedMs: 12.6, now: 6_000 }

describe('the last receipt of a share', () => {
  it('covers the images that are stored, and only them, when the worker gives up', () => {
    const receipt = lastReceiptOf(record, end)
    expect(receipt).toMatchObject({ images: 1, steps: 4, last: true, completedAt: 6_000, elapsedMs: 13 })
    expect(receipt.resultRoot).toBe(resultRoot([{ image: 0, hash: sampleDelivered(0).imageHash }]))
    expect(receipt.traceRoot).toBe(traceRoot([{ image: 0, hash: sampleDelivered(0).traceRoot }]))
  })

  it('counts the steps of cut images after a cancel, and commits to them', () => {
    const receipt = lastReceiptOf({ ...record, cancelledAt: { maxSteps: 100 } }, end)
    expect(receipt).toMatchObject({ images: 1, steps: 7 })
    expect(receipt.traceRoot).toBe(
      traceRoot([
        { image: 0, hash: sampleDelivered(0).traceRoot },
        { image: 1, hash: cut.traceRoot },
      ]),
    )
  })

  it('states the time of the last image once the deadline has passed', () => {
    const late = { ...end, now: share.signed.ticket.deliverBy }
    expect(lastReceiptOf(record, late).completedAt).toBe(sampleDelivered(0).completedAt)
  })

  it('keeps the class in which the images were made', () => {
    const newest = {
      receipt: sampleReceipt(share, { images: 1, last: false }),
      signature: '0x' as const,
      acked: true,
    }
    expect(lastReceiptOf({ ...record, newest }, end).classId).toBe(newest.receipt.classId)
  })
})

describe('steps that may be claimed', () => {
  const cancelled = (maxSteps: number): ShareRecord => ({ ...record, cancelledAt: { maxSteps } })

  it.each([
    ['what was done', 100, 4, 3, 7],
    ['no more than the cancel allows', 5, 4, 3, 5],
    ['never less than what was delivered', 0, 4, 3, 4],
  ])('are %s', (_, maxSteps, delivered, partial, payable) => {
    expect(payableSteps(cancelled(maxSteps), delivered, partial)).toBe(payable)
  })
})
