import { ROLL_AT } from '@supernet/sdk/protocol'
import { describe, expect, it } from 'vitest'
import { jobRecord, line, SESSION, shareRecord } from '../../testing/jobs.ts'
import { quoteView, sessionView } from '../../testing/views.ts'
import { type Budget, budgetOf, hasRoomFor, payerOf, pursesOf } from './budgets.ts'

const NOW = 1_763_800_000
const SECOND = '0x5555555555555555555555555555555555555555'

/** A job whose lines were signed and are not settled yet. */
const waiting = (count: number, session: `0x${string}` = SESSION) =>
  jobRecord({
    session,
    shares: Array.from({ length: count }, (_, i) =>
      shareRecord({ seq: 4 + i, images: 1, line: line(1_000n), tabbed: true }),
    ),
  })

const budget = (change: Partial<typeof sessionView> = {}, records = [waiting(0)]): Budget =>
  budgetOf({ ...sessionView, ...change }, records, NOW)

describe('budgetOf', () => {
  it('takes what is promised, and what was asked back, from what is free', () => {
    expect(budget({}, [waiting(3)])).toMatchObject({ promised: 3_000n, free: 199_597_000n, held: [4, 5, 6] })
    expect(budget({ requested: 199_000_000n }).free).toBe(600_000n)
    expect(budget({ closing: true, open: false }).free).toBe(0n)
    expect(budget({ balance: 1n }, [waiting(1)]).free).toBe(0n)
  })

  it('leaves the renders of other budgets to them', () => {
    expect(budget({}, [waiting(9, SECOND)])).toMatchObject({ promised: 0n, held: [] })
  })
})

describe('payerOf', () => {
  const full = budget({}, [waiting(ROLL_AT)])
  const next = budget({ key: SECOND })

  it('rolls to the next budget at three quarters of the window', () => {
    const almost = budget({}, [waiting(ROLL_AT - 1)])
    expect(payerOf([almost, next], quoteView, 4)).toEqual({ at: 'ready', budget: almost })
    expect(payerOf([full, next], quoteView, 4)).toEqual({ at: 'ready', budget: next })
  })

  it('asks for another budget when every one is full, ends, or closes', () => {
    expect(payerOf([full], quoteView, 4)).toEqual({ at: 'full' })
    expect(payerOf([budget({ expiry: NOW + 3_600 })], quoteView, 4)).toEqual({ at: 'ending' })
    expect(payerOf([budget({ open: false, closing: true })], quoteView, 4)).toEqual({ at: 'closing' })
    expect(payerOf([], quoteView, 4)).toEqual({ at: 'none' })
  })

  it('sees a window that one old number holds back', () => {
    const stuck = budget({ base: 4, window: (1n << 110n) - 2n })
    expect(hasRoomFor(stuck, 1)).toBe(false)
    expect(payerOf([stuck], quoteView, 1)).toEqual({ at: 'full' })
  })

  it('prefers the one with the money, else the richest: a top-up mends that', () => {
    const poor = budget({ balance: 10n })
    const poorer = budget({ key: SECOND, balance: 5n })
    expect(payerOf([poor, next], quoteView, 4)).toEqual({ at: 'ready', budget: next })
    expect(payerOf([poorer, poor], quoteView, 4)).toEqual({ at: 'ready', budget: poor })
  })

  it('spends what was given before what was paid for, and goes on with that', () => {
    const gift = budget({ key: SECOND, currency: 'promo', balance: 1_000_000n })
    expect(payerOf([next, gift], quoteView, 4)).toEqual({ at: 'ready', budget: gift })
    const spent = budget({ key: SECOND, currency: 'promo', balance: 10n })
    expect(payerOf([spent, full, next], quoteView, 4)).toEqual({ at: 'ready', budget: next })
  })

  it('takes the price in the currency of each budget', () => {
    const sogni = budget({ key: SECOND, currency: 'sogni', balance: quoteView.price.totalSogni ?? 0n })
    expect(payerOf([budget({ balance: 10n }), sogni], quoteView, 4)).toEqual({ at: 'ready', budget: sogni })
  })
})

it('pursesOf sums each currency over the budgets', () => {
  const sogni = budget({ currency: 'sogni', balance: 7n })
  const gift = budget({ currency: 'promo', balance: 9n })
  expect(pursesOf([budget({}, [waiting(2)]), budget({ key: SECOND, balance: 400n }), sogni, gift])).toEqual([
    { currency: 'promo', unit: 'spark', balance: 9n, promised: 0n, free: 9n },
    { currency: 'spark', unit: 'spark', balance: 199_600_400n, promised: 2_000n, free: 199_598_400n },
    { currency: 'sogni', unit: 'sogni', balance: 7n, promised: 0n, free: 7n },
  ])
})
