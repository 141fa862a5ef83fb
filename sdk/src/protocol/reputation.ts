import { isqrt } from './isqrt.ts'

/** Counts carry six decimals, so that decay does not eat small ones. */
export const COUNT_SCALE = 1_000_000n
/** What is left after a day, in 1e-9: half-lives of 14 and 30 days. */
export const DECAY_14 = 951_695_153n
export const DECAY_30 = 977_159_968n
/** Days that are caught up one by one; nothing of note is left of what is older. */
export const MAX_CATCH_UP_DAYS = 120

const BPS = 10_000n
const E9 = 10n ** 9n

/** What is remembered of a worker. Counts scaled by COUNT_SCALE, rates in bps. */
export interface ReputationState {
  /** Decaying: delivered jobs of all jobs, passed audits of all, good ratings of all, accepted offers of all. */
  readonly ok: bigint
  readonly jobs: bigint
  readonly passed: bigint
  readonly audits: bigint
  readonly good: bigint
  readonly rated: bigint
  readonly accepted: bigint
  readonly offered: bigint
  /** Moving averages over 14 days. */
  readonly uptime: bigint
  readonly speed: bigint
  /** What strikes left, 10,000 is all. */
  readonly penalty: bigint
}

/** One day of a worker: plain counts, rates in bps. */
export interface ReputationDay {
  readonly jobs: bigint
  readonly failures: bigint
  readonly audits: bigint
  readonly auditFailures: bigint
  readonly good: bigint
  readonly bad: bigint
  readonly accepted: bigint
  readonly offered: bigint
  readonly uptime: bigint
  readonly speed: bigint
  readonly strike: bigint
}

export const NEWCOMER: ReputationState = {
  ok: 0n,
  jobs: 0n,
  passed: 0n,
  audits: 0n,
  good: 0n,
  rated: 0n,
  accepted: 9n * COUNT_SCALE,
  offered: 10n * COUNT_SCALE,
  uptime: 5_000n,
  speed: 8_000n,
  penalty: 0n,
}

const decay = (x: bigint, left: bigint): bigint => (x * left) / E9
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** The state after a day: what was decays, what came is added, in that order. */
export function afterDay(state: ReputationState, day: ReputationDay): ReputationState {
  const plus14 = (x: bigint, count: bigint) => decay(x, DECAY_14) + count * COUNT_SCALE
  const plus30 = (x: bigint, count: bigint) => decay(x, DECAY_30) + count * COUNT_SCALE
  return {
    ok: plus14(state.ok, day.jobs - day.failures),
    jobs: plus14(state.jobs, day.jobs),
    passed: plus30(state.passed, day.audits - day.auditFailures),
    audits: plus30(state.audits, day.audits),
    good: plus14(state.good, day.good),
    rated: plus14(state.rated, day.good + day.bad),
    accepted: plus14(state.accepted, day.accepted),
    offered: plus14(state.offered, day.offered),
    uptime: state.uptime + (day.uptime - state.uptime) / 14n,
    speed: state.speed + (min(day.speed, BPS) - state.speed) / 14n,
    penalty: min(BPS, decay(state.penalty, DECAY_30) + day.strike + 1_000n * day.auditFailures),
  }
}

/** A day without news: everything decays, the moving averages stay. */
export const afterQuietDay = (state: ReputationState): ReputationState =>
  afterDay(state, {
    jobs: 0n,
    failures: 0n,
    audits: 0n,
    auditFailures: 0n,
    good: 0n,
    bad: 0n,
    accepted: 0n,
    offered: 0n,
    uptime: state.uptime,
    speed: state.speed,
    strike: 0n,
  })

/** Lower bound of a success rate in bps, one-sided 95 %: a few perfect jobs are not yet a good worker. */
export function wilson(successes: bigint, count: bigint): bigint {
  if (count === 0n) return 0n
  const z = (2_706n * COUNT_SCALE) / 1_000n
  const spread = isqrt(z * z + (4n * z * successes * (count - successes)) / count)
  const numerator = 2n * successes + z - spread
  return numerator <= 0n ? 0n : (numerator * BPS) / (2n * (count + z))
}

/** Reputation in bps, 0 to 10,000. */
export function reputationOf(state: ReputationState): bigint {
  const reliability = wilson(state.ok, state.jobs)
  const pass = ((state.passed + 19n * COUNT_SCALE) * BPS) / (state.audits + 20n * COUNT_SCALE)
  const quality = (((pass * pass) / BPS) * pass) / BPS
  const acceptance =
    state.offered === 0n ? BPS : min(BPS, (((state.accepted * BPS) / state.offered) * BPS) / 9_000n)
  const gate = (acceptance * acceptance) / BPS
  const rating = ((state.good + 8n * COUNT_SCALE) * BPS) / (state.rated + 10n * COUNT_SCALE)
  const experience = (state.jobs * BPS) / (state.jobs + 200n * COUNT_SCALE)
  const base = (40n * reliability + 25n * state.speed + 25n * state.uptime + 10n * rating) / 100n
  return [quality, gate, experience, BPS - state.penalty].reduce((rep, factor) => (rep * factor) / BPS, base)
}

/** Chance of being drawn: reputation times a bonus of at most half for stake, `extraBps` over the requirement. */
export const assignmentWeight = (reputation: bigint, extraBps: bigint): bigint =>
  (reputation * (BPS + min(5_000n, (5_000n * extraBps) / 90_000n))) / BPS
