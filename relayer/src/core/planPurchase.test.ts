import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { describe, expect, it } from 'vitest'
import { type Minted, netOf, planPurchase, takenOf } from './planPurchase.ts'
import { purchaseState } from './purchaseState.ts'

const USD = 5_000_000n
const SPARK = 900_000_001n
const wanted = (takenUsdE6 = 0n) => ({ usdE6: USD, takenUsdE6, promised: SPARK })
const receipt = (usdE6: bigint, refundedUsdE6 = 0n): Minted => ({ usdE6, refundedUsdE6 })

describe('planPurchase', () => {
  it('mints all of a payment for no less than was promised', () => {
    expect(planPurchase(wanted(), [])).toEqual({
      call: 'mint',
      turn: 0,
      usdE6: USD,
      minSparkWei: SPARK * SPARK_UNIT_WEI,
    })
    expect(planPurchase(wanted(), [receipt(USD)])).toBeUndefined()
  })

  it('mints the rest of a payment of which a part went back before, and nothing where all did', () => {
    expect(planPurchase(wanted(2_000_000n), [])).toEqual({
      call: 'mint',
      turn: 0,
      usdE6: 3_000_000n,
      minSparkWei: (SPARK * SPARK_UNIT_WEI * 3n) / 5n,
    })
    expect(planPurchase(wanted(USD), [])).toBeUndefined()
  })

  it('takes back what was taken back, in all, part by part', () => {
    expect(planPurchase(wanted(1n), [receipt(USD)])).toEqual({
      call: 'chargeback',
      turn: 0,
      refundedUsdE6: 1n,
    })
    expect(planPurchase(wanted(USD), [receipt(USD, 1n)])).toEqual({
      call: 'chargeback',
      turn: 0,
      refundedUsdE6: USD,
    })
    // A part withheld before the mint is not taken twice.
    expect(planPurchase(wanted(2_000_000n), [receipt(3_000_000n)])).toBeUndefined()
  })

  it('mints money that came back under the next turn, and takes the newest first', () => {
    const lost = receipt(USD, USD)
    expect(planPurchase(wanted(), [lost])).toMatchObject({ call: 'mint', turn: 1, usdE6: USD })
    expect(planPurchase(wanted(USD), [lost, receipt(USD)])).toMatchObject({ call: 'chargeback', turn: 1 })
    const partly = [receipt(USD, 2_000_000n), receipt(2_000_000n)]
    expect(planPurchase(wanted(3_000_000n), partly)).toMatchObject({ turn: 1, refundedUsdE6: 2_000_000n })
  })

  it('always arrives at what is wanted, whatever happens on the way', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    for (let round = 0; round < 300; round++) {
      const receipts: { usdE6: bigint; refundedUsdE6: bigint }[] = []
      for (let change = 0; change < 6; change++) {
        const takenUsdE6 = [0n, USD, BigInt(random(Number(USD)))][random(3)] ?? 0n
        let calls = 0
        for (;;) {
          const step = planPurchase(wanted(takenUsdE6), receipts)
          if (step === undefined) break
          calls += 1
          expect(calls).toBeLessThan(20)
          if (step.call === 'mint') {
            expect(step.turn).toBe(receipts.length)
            receipts.push({ usdE6: step.usdE6, refundedUsdE6: 0n })
          } else {
            const row = receipts[step.turn]
            // What the contract asks: more than before, no more than was paid.
            expect(row !== undefined && step.refundedUsdE6 > row.refundedUsdE6).toBe(true)
            expect(row !== undefined && step.refundedUsdE6 <= row.usdE6).toBe(true)
            if (row !== undefined) row.refundedUsdE6 = step.refundedUsdE6
          }
        }
        expect(netOf(receipts)).toBe(USD - takenUsdE6)
      }
    }
  })
})

describe('takenOf', () => {
  it('adds refunds and disputes in proportion, rounded up, and never more than was paid', () => {
    expect(takenOf(USD, 500, [])).toBe(0n)
    expect(takenOf(USD, 500, [{ taken: 200, of: null }])).toBe(2_000_000n)
    // With tax on top the part counts, not the cents.
    expect(takenOf(USD, 600, [{ taken: 200, of: null }])).toBe(1_666_667n)
    expect(takenOf(USD, null, [{ taken: 33_333, of: 100_000 }])).toBe(1_666_650n)
    expect(
      takenOf(USD, 500, [
        { taken: 500, of: null },
        { taken: 500, of: null },
      ]),
    ).toBe(USD)
  })

  it('takes all of a payment in a unit that is not known', () => {
    expect(takenOf(USD, null, [{ taken: 1, of: null }])).toBe(USD)
    expect(takenOf(USD, null, [{ taken: 0, of: null }])).toBe(0n)
  })
})

describe('purchaseState', () => {
  it.each([
    [0n, [], 'pending'],
    [0n, [receipt(USD)], 'minted'],
    [1n, [receipt(USD)], 'minted'],
    [USD, [receipt(USD)], 'minted'],
    [USD, [receipt(USD, USD)], 'refunded'],
    [USD, [], 'refunded'],
    [0n, [receipt(USD, USD)], 'pending'],
  ] as const)('taken %s of 5,000,000 is %#', (taken, receipts, state) => {
    expect(purchaseState(USD, taken, receipts)).toBe(state)
  })
})
