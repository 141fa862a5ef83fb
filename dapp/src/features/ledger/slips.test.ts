import { describe, expect, it } from 'vitest'
import { image, jobRecord, line, shareRecord } from '../../testing/jobs.ts'
import { daysOf, passes, slipOf } from './slips.ts'

const tx = `0x${'ab'.repeat(32)}` as const
const done = (share: Parameters<typeof shareRecord>[0]) =>
  jobRecord({ images: [image(0), image(1)], shares: [shareRecord({ line: line(200_000n), ...share })] })

describe('slipOf', () => {
  it.each([
    ['live', jobRecord()],
    ['delivered', done({})],
    ['tabbed', done({ tabbed: true })],
    ['settled', done({ tabbed: true, settledTx: tx })],
    ['final', done({ tabbed: true, settledTx: tx, final: true })],
    ['ended', jobRecord({ shares: [], failed: 'no-workers' })],
  ])('says %s', (stage, record) => expect(slipOf(record).stage).toBe(stage))

  it('is as far as its slowest share', () => {
    const shares = [
      shareRecord({ images: 1, line: line(100_000n), tabbed: true, settledTx: tx, final: true }),
      shareRecord({ seq: 1, firstImage: 1, images: 1, line: line(100_000n), tabbed: true }),
    ]
    expect(slipOf(jobRecord({ images: [image(0), image(1, 1)], shares })).stage).toBe('tabbed')
  })
})

it('filters by what waits', () => {
  const tabbed = slipOf(done({ tabbed: true }))
  expect(['all', 'live', 'unsettled', 'settled'].map((filter) => passes(tabbed, filter as 'all'))).toEqual([
    true,
    false,
    true,
    false,
  ])
})

it('groups by day with totals', () => {
  const noon = Date.UTC(2026, 10, 22, 12) / 1_000
  const slips = [
    slipOf({ ...done({}), createdAt: noon }),
    slipOf({ ...done({}), createdAt: noon - 60 }),
    slipOf({ ...done({}), createdAt: noon - 86_400 }),
  ]
  const days = daysOf(slips)
  expect(days.map(({ slips: { length }, pictures }) => [length, pictures])).toEqual([
    [2, 4],
    [1, 2],
  ])
  expect(days[0]?.charged.get('spark')).toBe(400_000n)
})
