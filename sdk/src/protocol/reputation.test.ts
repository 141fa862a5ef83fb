import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { seeded } from '../testing/random.ts'
import {
  afterDay,
  afterQuietDay,
  assignmentWeight,
  COUNT_SCALE,
  NEWCOMER,
  type ReputationDay,
  reputationOf,
  wilson,
} from './reputation.ts'

const { wilson: bounds, reputations } = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/scores.json', import.meta.url), 'utf8'),
)

const idle: ReputationDay = {
  jobs: 0n,
  failures: 0n,
  audits: 0n,
  auditFailures: 0n,
  good: 0n,
  bad: 0n,
  accepted: 0n,
  offered: 0n,
  uptime: 0n,
  speed: 0n,
  strike: 0n,
}
const honest = {
  ...idle,
  jobs: 300n,
  failures: 3n,
  audits: 6n,
  good: 28n,
  bad: 2n,
  accepted: 300n,
  offered: 309n,
  uptime: 9_800n,
  speed: 9_500n,
}
const sybil = {
  ...idle,
  jobs: 5n,
  audits: 1n,
  good: 5n,
  accepted: 5n,
  offered: 5n,
  uptime: 10_000n,
  speed: 10_000n,
}

function reputationsOf(days: readonly number[], dayOf: (day: number) => ReputationDay) {
  let state = NEWCOMER
  return Array.from({ length: 60 }, (_, i) => {
    state = afterDay(state, dayOf(i + 1))
    return { day: i + 1, reputation: Number(reputationOf(state)) }
  }).filter(({ day }) => days.includes(day))
}

describe('reputation', () => {
  it('takes the lower bound of a rate', () => {
    expect(bounds.map(({ bps }: { bps: number }) => bps)).toEqual([6_488, 9_866, 9_713, 0, 4_188])
    for (const { successes, count, bps } of bounds)
      expect(wilson(BigInt(successes) * COUNT_SCALE, BigInt(count) * COUNT_SCALE)).toBe(BigInt(bps))
    expect(wilson(0n, 0n)).toBe(0n)
  })

  it('is that of the study for an honest worker', () => {
    expect(reputationsOf([1, 2, 8, 31, 60], () => honest)).toEqual(reputations.honest)
    expect(reputations.honest.map((entry: { reputation: number }) => entry.reputation)).toEqual([
      4_353, 5_621, 7_659, 8_986, 9_232,
    ])
  })

  it('does not believe five perfect jobs a day', () => {
    expect(reputationsOf([2, 8, 31, 60], () => sybil)).toEqual(reputations.sybil)
    expect(reputations.sybil.at(-1).reputation).toBe(3_061)
  })

  it('falls with confirmed audit failures', () => {
    const caught = (day: number) => (day > 30 && day % 2 === 1 ? { ...honest, auditFailures: 1n } : honest)
    expect(reputationsOf([30, 31, 38, 45, 60], caught)).toEqual(reputations.caught)
    expect(reputations.caught.at(-1).reputation).toBe(181)
  })

  it('fades where nothing happens, and strikes are forgotten', () => {
    let state = NEWCOMER
    for (let day = 0; day < 30; day++) state = afterDay(state, honest)
    const before = reputationOf(state)
    const struck = afterDay(state, { ...honest, strike: 5_000n })
    expect(reputationOf(struck)).toBeLessThan(before)
    for (let day = 0; day < 14; day++) state = afterQuietDay(state)
    expect(state.jobs).toBeGreaterThan(0n)
    expect(reputationOf(state)).toBeLessThan(before)
    for (let day = 0; day < 2_000; day++) state = afterQuietDay(state)
    expect(reputationOf(state)).toBe(0n)
  })

  it('stays between 0 and 10,000 whatever happens', () => {
    const random = seeded(11)
    const upTo = (n: number) => BigInt(random.int(0, n))
    let state = NEWCOMER
    for (let day = 0; day < 3_000; day++) {
      const jobs = upTo(5_000)
      const audits = upTo(50)
      const offered = upTo(6_000)
      state = afterDay(state, {
        jobs,
        failures: upTo(Number(jobs)),
        audits,
        auditFailures: random.chance(0.1) ? upTo(Number(audits)) : 0n,
        good: upTo(100),
        bad: upTo(100),
        offered,
        accepted: upTo(Number(offered)),
        uptime: upTo(10_000),
        speed: upTo(30_000),
        strike: random.chance(0.05) ? upTo(10_000) : 0n,
      })
      const reputation = reputationOf(state)
      expect(reputation >= 0n && reputation <= 10_000n).toBe(true)
    }
  })

  it('weighs at most half more for stake', () => {
    expect(assignmentWeight(8_000n, 0n)).toBe(8_000n)
    expect(assignmentWeight(8_000n, 45_000n)).toBe(10_000n)
    expect(assignmentWeight(8_000n, 10n ** 9n)).toBe(12_000n)
  })
})
