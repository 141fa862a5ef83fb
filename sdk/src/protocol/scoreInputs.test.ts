import { type Address, numberToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { RATING_BAD, RATING_FAILURE, RATING_GOOD } from './ratings.ts'
import { epochAt, type ScoreLine, spendOf, userFactors, userId, workerFactors } from './scoreInputs.ts'

const address = (n: number): Address => numberToHex(n, { size: 20 })
const [alice, bob, carol] = [address(1), address(2), address(3)]
const worker = numberToHex(7, { size: 32 })
const EPOCH = 2_900
const START = EPOCH * 7 * 86_400
const thresholds = { spend: 1_000_000_000n, stake: 10n ** 12n, work: 2_160_000n }

const line = (values: Partial<ScoreLine>): ScoreLine => ({
  owner: alice,
  workerId: worker,
  currency: 'spark',
  debit: 600_000_000n,
  sparkRate: 100_000_000n,
  jobs: 1,
  baseMs: 1_500_000,
  rating: 0,
  at: START,
  ...values,
})
const users = (lines: ScoreLine[], more: Partial<Parameters<typeof userFactors>[0]> = {}) =>
  userFactors({ epoch: EPOCH, lines, stakes: new Map(), referrals: [], quests: [], ...more }, thresholds)

describe('factors of users', () => {
  it('sum the paid spend in Spark, whatever it was paid in', () => {
    const found = users([
      line({}),
      line({ currency: 'sogni', debit: 60_000_000_000n, at: START + 86_400 }),
      line({ currency: 'promo', debit: 10n ** 12n }),
    ])
    expect(found).toEqual([{ id: userId(alice), factors: [1_200_000_000n, 0n, 2n, 0n, 0n] }])
  })

  it('count nothing of another epoch', () => {
    expect(users([line({ debit: 10n ** 12n, at: START - 1 })])).toEqual([])
    expect(users([line({ debit: 10n ** 12n, at: START + 7 * 86_400 })])).toEqual([])
    expect(epochAt(START - 1)).toBe(EPOCH - 1)
  })

  it('need a spend or a stake: free Spark, quests and referrals make nobody a peer', () => {
    const promo = line({ currency: 'promo', debit: 10n ** 12n })
    const referrals = [{ referrer: alice, referee: bob }]
    expect(users([promo, line({ debit: 999_999_999n })], { quests: [alice, alice], referrals })).toEqual([])
    const stakes = new Map([[userId(alice), 10n ** 12n]])
    expect(users([], { stakes, quests: [alice, alice] })).toEqual([
      { id: userId(alice), factors: [0n, 10n ** 12n, 0n, 0n, 2n] },
    ])
  })

  it('count referees that spent their own money', () => {
    const referrals = [
      { referrer: alice, referee: bob },
      { referrer: alice, referee: carol },
    ]
    const found = users(
      [
        line({ debit: 10n ** 9n }),
        line({ owner: bob, debit: 100_000_000n }),
        line({ owner: carol, debit: 99_999_999n }),
      ],
      { referrals },
    )
    expect(found).toEqual([{ id: userId(alice), factors: [10n ** 9n, 0n, 1n, 1n, 0n] }])
  })

  it('take nothing from a batch without a rate', () => {
    expect(spendOf(line({ currency: 'sogni', sparkRate: 0n }))).toBe(0n)
  })
})

describe('factors of workers', () => {
  const workers = (lines: ScoreLine[]) =>
    workerFactors({ epoch: EPOCH, lines, extraStakes: new Map([[worker, 5n]]) }, thresholds)

  it('are stake, work, days, rating and freedom from failure', () => {
    const found = workers([
      line({ rating: RATING_GOOD }),
      line({ rating: RATING_BAD, at: START + 90_000 }),
      line({ rating: RATING_FAILURE, baseMs: 0, debit: 0n, at: START + 180_000 }),
      line({ jobs: 7, baseMs: 10 }),
    ])
    // (1 + 8) / (2 + 10), and one failure in ten jobs.
    expect(found).toEqual([{ id: worker, factors: [5n, 3_000_010n, 2n, 7_500n, 9_000n] }])
  })

  it('need paid work', () => {
    expect(workers([line({}), line({ currency: 'promo' })])).toEqual([])
  })
})
