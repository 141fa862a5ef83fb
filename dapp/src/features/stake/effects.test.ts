import { describe, expect, it } from 'vitest'
import { OWNER, stakeView } from '../../testing/stake.ts'
import { leaving, NO_CHANGE, staking, takeWith, worthAfter } from './effects.ts'

const SOGNI = 10n ** 18n

describe('what a stake is worth', () => {
  it('rises with the level that it reaches', () => {
    const view = stakeView({ active: 900n * SOGNI })
    expect(worthAfter(view, OWNER, NO_CHANGE)).toMatchObject({ discountBps: 0n, parallel: 64 })
    expect(worthAfter(view, OWNER, staking(100n * SOGNI))).toMatchObject({
      votes: 1_000n * SOGNI,
      discountBps: 250n,
      parallel: 128,
    })
  })

  it('falls to nothing with what leaves', () => {
    const view = stakeView({ active: 1_000n * SOGNI })
    expect(worthAfter(view, OWNER, leaving(SOGNI))).toMatchObject({ votes: 999n * SOGNI, discountBps: 0n })
  })

  it('is never more off than the treasury takes at least', () => {
    const view = { ...stakeView({ active: 100_000n * SOGNI }), tierBps: 1_500n }
    expect(worthAfter(view, OWNER, NO_CHANGE).discountBps).toBe(2_000n)
  })

  it('gives no votes to who delegated them', () => {
    const view = stakeView({ active: SOGNI, votes: 0n, delegatee: `0x${'99'.repeat(20)}` })
    expect(worthAfter(view, OWNER, staking(SOGNI)).votes).toBe(0n)
  })

  it('counts LP votes up to three tenths of all', () => {
    const view = {
      ...stakeView({ active: 700n, votes: 1_000n }),
      lpVotes: 600n,
      totalLp: 600n,
    }
    const capped = { ...view, rules: { ...view.rules, totalActive: 700n } }
    expect(worthAfter(capped, OWNER, staking(700n)).votes).toBe(700n + 700n + 600n)
  })
})

it('the take of a worker falls with its bond', () => {
  const { rules } = stakeView({})
  const bond = { required: 6_600n * SOGNI, otherBps: 0n }
  expect(takeWith(bond, rules, 6_600n * SOGNI)).toBe(4_500n)
  expect(takeWith(bond, rules, 13_200n * SOGNI)).toBe(4_000n)
  expect(takeWith({ ...bond, otherBps: 5_000n }, rules, 13_200n * SOGNI)).toBe(2_000n)
})
