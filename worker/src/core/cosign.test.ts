import { lineOf } from '@supernet/sdk/protocol'
import type { Line } from '@supernet/sdk/schema'
import { describe, expect, it } from 'vitest'
import { sampleReceipt, sampleShare } from '../testing/samples.ts'
import { sharesOfLine } from './cosign.ts'
import type { ShareRecord } from './share.ts'

const record = (seq: number, images: number, last = true): ShareRecord => {
  const share = sampleShare({ images, seq })
  return {
    ...share,
    acceptedAt: 1,
    acceptSignature: '0x',
    delivered: [],
    newest: { receipt: sampleReceipt(share, { images, last }), signature: '0x', acked: true },
  }
}

const lineFor = ({ signed, share, newest }: ShareRecord): Line =>
  lineOf(signed.session, signed.ticket, share, newest?.receipt ?? { images: 0, steps: 0 })

describe('lines that a worker signs', () => {
  const records = [record(3, 2), record(4, 1), record(5, 1, false)]
  const find = (_: string, seq: number) => records.find(({ signed }) => signed.ticket.seq === seq)
  const [first, second, unfinished] = records.map(lineFor) as [Line, Line, Line]

  it('are those that its last receipts say', () => {
    expect(sharesOfLine(first, find)).toEqual([records[0]])
  })

  it('may pay more, never less', () => {
    expect(sharesOfLine({ ...first, amount: first.amount + 1n }, find)).toEqual([records[0]])
    expect(sharesOfLine({ ...first, amount: first.amount - 1n }, find)).toBe('lines-mismatch')
  })

  it('state exactly its work', () => {
    for (const change of [{ images: 1 }, { steps: 7 }, { baseMs: 1 }, { model: 2 }, { seq: 9 }]) {
      expect(sharesOfLine({ ...first, ...change }, find)).toBe('lines-mismatch')
    }
  })

  it('wait for the last receipt', () => {
    expect(sharesOfLine(unfinished, find)).toBe('lines-mismatch')
  })

  it('add up over several numbers', () => {
    const both: Line = {
      ...first,
      count: 2,
      images: first.images + second.images,
      steps: first.steps + second.steps,
      baseMs: first.baseMs + second.baseMs,
      amount: first.amount + second.amount,
    }
    expect(sharesOfLine(both, find)).toEqual([records[0], records[1]])
    expect(sharesOfLine({ ...both, steps: both.steps - 1 }, find)).toBe('lines-mismatch')
    expect(sharesOfLine({ ...both, count: 3 }, find)).toBe('lines-mismatch')
  })
})
