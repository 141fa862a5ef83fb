import { size, slice } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import type { Line, SignedTab } from '../schema/typed.ts'
import { hex32, signedTab } from '../testing/jobRecords.ts'
import { seeded } from '../testing/random.ts'
import { encodeBatch, linesOf, sortTabs } from './batch.ts'
import { packRatings } from './ratings.ts'
import { decodeJobs, decodeModels, decodeOperators, skipReason } from './settledJobs.ts'
import { encodeTicketBatch } from './ticketBatch.ts'

const { signature } = signedTab('0x0000000000000000000000000000000000000001', [0])
const addresses = Array.from({ length: 6 }, () => privateKeyToAccount(generatePrivateKey()).address)
const [first, second] = [...addresses].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
if (first === undefined || second === undefined) throw new Error('unreachable')

const line = (values: Partial<Line>): Line => ({
  session: first,
  seq: 0,
  count: 1,
  model: 2,
  operator: second,
  images: 4,
  steps: 80,
  baseMs: 17_280,
  amount: 400_000n,
  ...values,
})
const tab = (lines: Line[], ratings = lines.map(() => 0)): SignedTab => ({
  session: lines[0]?.session ?? first,
  lines,
  ratings: packRatings(ratings),
  signature,
})
const report = (operator = second) => ({ operator, receiptsRoot: hex32(9), time: 77, signature })

/** Sizes of the parts, as in the interface of the ledger. */
const HEAD = 6
const MODEL = 4
const WORKER = 122
const SESSION = 90
const JOB = 6
const SHARE = 19

const parts = (blob: `0x${string}`, models: number, workers: number) => {
  const start = HEAD + models * MODEL + workers * WORKER
  return { session: slice(blob, start, start + SESSION), jobs: slice(blob, start + SESSION) }
}

describe('encodeBatch', () => {
  it('puts neighbouring numbers of one model under one header', () => {
    const lines = [line({ seq: 5 }), line({ seq: 6 }), line({ seq: 7, model: 3 }), line({ seq: 9, model: 3 })]
    const blob = encodeBatch([tab(lines, [2, 0, 1, 0])], [report()])
    expect(size(blob)).toBe(HEAD + 2 * MODEL + WORKER + SESSION + 3 * JOB + 4 * SHARE)
    const { jobs } = parts(blob, 2, 1)
    const decoded = decodeJobs({ session: first, seq0: 5, jobs, models: [2, 3], operators: [second] })
    expect(decoded).toEqual(lines.map((item, i) => ({ ...item, rating: [2, 0, 1, 0][i] })))
  })

  it('gives a compacted line a header of its own', () => {
    const lines = [line({ seq: 5 }), line({ seq: 6, count: 3 }), line({ seq: 9 })]
    const blob = encodeBatch([tab(lines)], [report()])
    expect(size(blob)).toBe(HEAD + MODEL + WORKER + SESSION + 3 * (JOB + SHARE))
  })

  it('orders sessions, workers and models by value', () => {
    const tabs = [tab([line({ session: second, operator: first, model: 9 })]), tab([line({})])]
    const blob = encodeBatch(tabs, [report(second), report(first)])
    expect(decodeModels(slice(blob, HEAD, HEAD + 8))).toEqual([2, 9])
    expect(slice(blob, 14, 34)).toBe(first.toLowerCase())
    expect(sortTabs(tabs).map(({ session }) => session)).toEqual([first, second])
    expect(linesOf(tabs, second)).toEqual([line({})])
  })

  it('refuses a batch without a worker’s report, and values that do not fit', () => {
    const malformed = expect.objectContaining({ code: 'batch-malformed' })
    expect(() => encodeBatch([tab([line({})])], [])).toThrow(malformed)
    expect(() => encodeBatch([tab([line({ images: 65_536 })])], [report()])).toThrow(malformed)
    expect(() => encodeBatch([tab([line({}), line({ seq: 70_000 })])], [report()])).toThrow(malformed)
    expect(() => encodeBatch([{ ...tab([line({})]), ratings: '0x' }], [report()])).toThrow(
      expect.objectContaining({ code: 'tab-ratings' }),
    )
  })

  it('decodes to what was encoded, for many random tabs', () => {
    const random = seeded(8)
    for (let round = 0; round < 200; round++) {
      let seq = random.int(0, 1_000)
      const lines = Array.from({ length: random.int(1, 40) }, () => {
        const count = random.chance(0.1) ? random.int(2, 9) : 1
        const item = line({
          seq,
          count,
          model: random.int(1, 3),
          operator: random.pick([first, second]),
          images: random.int(0, 512),
          amount: random.bigint(1n << 48n),
        })
        seq += count + (random.chance(0.3) ? random.int(1, 5) : 0)
        return item
      })
      const operators = [...new Set(lines.map(({ operator }) => operator))].sort()
      const models = [...new Set(lines.map(({ model }) => model))].sort()
      const blob = encodeBatch([tab(lines)], operators.map(report))
      const { jobs } = parts(blob, models.length, operators.length)
      const decoded = decodeJobs({
        session: first,
        seq0: lines[0]?.seq ?? 0,
        jobs,
        models,
        operators: [first, second].filter((operator) => operators.includes(operator)),
      })
      expect(decoded).toEqual(lines.map((item) => ({ ...item, rating: 0 })))
    }
  })
})

describe('encodeTicketBatch', () => {
  const ticket = {
    jobId: hex32(1),
    seq: 3,
    model: 2,
    unitPrice: 100_000n,
    unitMs: 4_320,
    stepsPerImage: 20,
    deliverBy: 100,
    redeemBy: 200,
    paramsCommit: hex32(2),
    shares: [
      { operator: second, images: 4 },
      { operator: first, images: 2 },
    ],
  }
  const receipt = (share: number) => ({
    signature,
    receipt: {
      ticket: hex32(3),
      share,
      paramsCommit: hex32(2),
      classId: hex32(4),
      resultRoot: hex32(5),
      traceRoot: hex32(6),
      images: 2,
      steps: 40,
      elapsedMs: 10,
      completedAt: 99,
      last: true,
    },
  })

  it('takes tickets by session and number, with their claims by share', () => {
    const signed = { session: second, ticket, signature }
    const blob = encodeTicketBatch([
      { signed, receipts: [receipt(1), receipt(0)] },
      { signed: { ...signed, session: first, ticket: { ...ticket, seq: 9 } }, receipts: [receipt(0)] },
      { signed: { ...signed, session: first }, receipts: [receipt(1)] },
    ])
    const TICKET = 32 + 4 + 2 + 5 + 4 + 2 + 4 + 4 + 1 + 1 + 64
    const CLAIM = 2 + 2 + 4 + 5 + 32 + 64
    expect(size(blob)).toBe(HEAD + MODEL + 2 * 20 + 2 * 22 + 3 * (TICKET + 2 * 4) + 4 * CLAIM)
    expect(decodeOperators(slice(blob, 10, 50))).toEqual([first, second])
    expect(slice(blob, 50, 72)).toBe(`${first.toLowerCase()}0002`)
    const firstTicket = slice(blob, 72, 72 + TICKET)
    expect(slice(firstTicket, 32, 38)).toBe('0x000000030000')
  })
})

it('names every reason for a skipped line', () => {
  const codes = [1, 2, 3, 4, 5, 6, 7].map(skipReason)
  expect(new Set(codes).size).toBe(7)
  expect(() => skipReason(0)).toThrow()
  expect(() => skipReason(8)).toThrow()
})
