import { expect, it } from 'vitest'
import { jobRecord, line, SESSION, shareRecord } from '../../testing/jobs.ts'
import { boundOf, moneyOf } from './money.ts'

it('reserves the whole price until a worker answers', () => {
  expect(moneyOf(jobRecord())).toMatchObject({
    total: 200_000n,
    reserved: 200_000n,
    charged: 0n,
    released: 0n,
  })
  expect(moneyOf(jobRecord({ shares: [] })).reserved).toBe(200_000n)
})

it('charges the line and releases the rest of a stopped share', () => {
  const record = jobRecord({ cancelled: true, shares: [shareRecord({ line: line(110_000n, 9) })] })
  expect(moneyOf(record)).toMatchObject({ reserved: 0n, charged: 110_000n, released: 90_000n })
})

it('releases what a faulty worker held', () => {
  const record = jobRecord({ failed: 'no-workers', shares: [shareRecord({ fault: 'accept-late' })] })
  expect(moneyOf(record)).toMatchObject({ reserved: 0n, charged: 0n, released: 200_000n })
})

it('speaks the currency of the session', () => {
  const order = { ...jobRecord().order, currency: 'sogni' as const }
  expect(moneyOf(jobRecord({ order }))).toMatchObject({ unit: 'sogni', total: 100_000_000n })
})

it('counts what is promised or due until the chain has taken it', () => {
  const settled = shareRecord({ line: line(50_000n), settledTx: `0x${'aa'.repeat(32)}`, settledBlock: 9 })
  const records = [
    jobRecord(),
    jobRecord({ shares: [shareRecord({ line: line(110_000n, 9) })] }),
    jobRecord({ shares: [settled] }),
    jobRecord({ session: '0x5555555555555555555555555555555555555555' }),
  ]
  expect(boundOf(records, { key: SESSION, block: 9 })).toBe(310_000n)
  // A balance read before the settlement does not show it.
  expect(boundOf(records, { key: SESSION, block: 8 })).toBe(360_000n)
})
