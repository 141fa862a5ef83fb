import { describe, expect, it } from 'vitest'
import { deadlineFault, halfWay } from './deadlines.ts'
import { defaultPolicy, dueSessions, type WaitingLine } from './settlePolicy.ts'

const policy = defaultPolicy(5_000)
const line = (change: Partial<WaitingLine> = {}): WaitingLine => ({
  session: 'a',
  usdE18: 1n,
  waitedMs: 0,
  halfWay: false,
  ...change,
})
const due = (...lines: WaitingLine[]) => [...dueSessions(lines, policy)]

describe('dueSessions', () => {
  it('waits for ten lines of one user', () => {
    expect(due(...Array.from({ length: 9 }, () => line()), line({ session: 'b' }))).toEqual([])
    expect(due(...Array.from({ length: 10 }, () => line()))).toEqual(['a'])
  })

  it('or for a quarter of a dollar', () => {
    const usdE18 = 125_000_000_000_000_000n
    expect(due(line({ usdE18 }), line({ usdE18: usdE18 - 1n }))).toEqual([])
    expect(due(line({ usdE18 }), line({ usdE18 }))).toEqual(['a'])
  })

  it('or for half the way to the end of a ticket, or the longest wait', () => {
    expect(due(line({ halfWay: true }), line({ session: 'b' }))).toEqual(['a'])
    expect(due(line(), line({ session: 'b', waitedMs: 5_000 }))).toEqual(['b'])
  })
})

describe('deadlines', () => {
  const now = 1_000
  it.each([
    [{ deliverBy: 1_000, redeemBy: 2_000 }, 'ticket-expired'],
    [{ deliverBy: 1_500, redeemBy: 1_400 }, 'ticket-terms'],
    [{ deliverBy: 1_500, redeemBy: 1_001 + 86_400 }, 'ticket-terms'],
    [{ deliverBy: 1_500, redeemBy: 1_000 + 86_400 }, undefined],
  ])('%o is %s', (times, fault) => {
    expect(deadlineFault(times, now)).toBe(fault)
  })

  it('is half way between delivery and the end', () => {
    expect(halfWay({ deliverBy: 100, redeemBy: 201 })).toBe(150)
  })
})
