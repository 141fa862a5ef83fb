import type { Order } from '@supernet/sdk/schema'
import { describe, expect, it } from 'vitest'
import type { Candidate } from './candidate.ts'
import { ineligibility, QUEUE_PER_SLOT, whyNobody } from './eligibility.ts'
import { EXPLORATION, pick } from './pick.ts'
import { etaSeconds, shareCount, splitOrder } from './splitOrder.ts'
import { isQuiet } from './utilisation.ts'
import { reputation, weight } from './weight.ts'

const order: Order = {
  model: 1,
  width: 128,
  height: 128,
  steps: 10,
  count: 8,
  tier: 'fast',
  currency: 'spark',
}
const nobody = { exclude: new Set<string>() }

const candidate = (n: number, change: Partial<Candidate> = {}): Candidate => ({
  operator: `0x${n.toString(16).padStart(40, '0')}`,
  workerId: `0x${n.toString(16).padStart(64, '0')}`,
  owner: `0x${n.toString(16).padStart(40, 'f')}`,
  tiers: ['fast', 'relaxed'],
  models: new Map([[1, { stepMs: 10, fixedMs: 0 }]]),
  capacity: 1,
  load: 0,
  waitingImages: 0,
  fast: true,
  active: true,
  bonded: true,
  certified: true,
  jobs: 100,
  failures: 0,
  good: 50,
  rated: 50,
  ...change,
})

describe('eligibility', () => {
  it.each([
    ['model-not-served', { models: new Map() }],
    ['model-not-served', { fast: false }],
    ['model-not-served', { tiers: ['relaxed'] }],
    ['worker-jailed', { active: false }],
    ['worker-unbonded', { bonded: false }],
    ['certificate-expired', { certified: false }],
    ['capacity-full', { load: 1 + QUEUE_PER_SLOT }],
  ] as [string, Partial<Candidate>][])('refuses with %s', (code, change) => {
    expect(ineligibility(candidate(1, change), order, nobody)).toBe(code)
  })

  it('never gives a user its own worker, nor one that it excludes', () => {
    const worker = candidate(1)
    expect(ineligibility(worker, order, nobody)).toBeUndefined()
    expect(ineligibility(worker, order, { ...nobody, owner: worker.owner })).toBe('worker-own')
    expect(ineligibility(worker, order, { exclude: new Set([worker.operator]) })).toBe('worker-excluded')
  })

  it('serves the Relaxed tier without a licence', () => {
    expect(
      ineligibility(candidate(1, { fast: false }), { ...order, tier: 'relaxed' }, nobody),
    ).toBeUndefined()
  })

  it('lets a high stake use Fast workers without work for Relaxed orders', () => {
    const relaxed: Order = { ...order, tier: 'relaxed' }
    const fast = candidate(1, { tiers: ['fast'] })
    const high = { ...nobody, mayUpgrade: true }
    expect(ineligibility(fast, relaxed, nobody)).toBe('model-not-served')
    expect(ineligibility(fast, relaxed, high)).toBeUndefined()
    expect(ineligibility({ ...fast, load: 1 }, relaxed, high)).toBe('model-not-served')
    expect(ineligibility({ ...fast, fast: false }, relaxed, high)).toBe('model-not-served')
    expect(ineligibility({ ...fast, fast: false }, order, high)).toBe('model-not-served')
  })

  it('calls the network quiet while less than half of its Fast capacity is used', () => {
    const capacity = 2
    expect(isQuiet([candidate(1, { capacity }), candidate(2, { capacity, load: 1 })], 1)).toBe(true)
    expect(isQuiet([candidate(1, { capacity }), candidate(2, { capacity, load: 2 })], 1)).toBe(false)
    expect(isQuiet([candidate(1, { fast: false }), candidate(2, { active: false })], 1)).toBe(false)
    expect(isQuiet([candidate(1)], 2)).toBe(false)
  })

  it('lets priority into a full queue', () => {
    const full = candidate(1, { load: 1 + QUEUE_PER_SLOT })
    expect(ineligibility(full, order, { ...nobody, priority: 0 })).toBe('capacity-full')
    expect(ineligibility(full, order, { ...nobody, priority: 1 })).toBeUndefined()
  })

  it('tells busy from absent', () => {
    expect(whyNobody([candidate(1, { load: 99 })], order, nobody)).toBe('workers-busy')
    expect(whyNobody([candidate(1, { models: new Map() })], order, nobody)).toBe('no-workers')
  })
})

describe('weight', () => {
  it('rises with reputation and speed, falls with the backlog', () => {
    const base = weight(candidate(1), order)
    expect(weight(candidate(1, { failures: 20 }), order)).toBeLessThan(base)
    expect(weight(candidate(1, { good: 10 }), order)).toBeLessThan(base)
    expect(weight(candidate(1, { waitingImages: 5 }), order)).toBeLessThan(base)
    expect(weight(candidate(1, { models: new Map([[1, { stepMs: 5, fixedMs: 0 }]]) }), order)).toBeCloseTo(
      2 * base,
    )
  })

  it('starts newcomers in the middle', () => {
    const newcomer = reputation({ jobs: 0, failures: 0, good: 0, rated: 0 })
    expect(newcomer).toBeGreaterThan(0.5)
    expect(newcomer).toBeLessThan(reputation({ jobs: 100, failures: 0, good: 50, rated: 50 }))
  })
})

describe('pick', () => {
  const sequence = (...values: number[]) => {
    let i = 0
    return () => values[i++ % values.length] ?? 0
  }

  it('draws without replacement', () => {
    const all = [candidate(1), candidate(2), candidate(3)]
    const picked = pick(all, order, 5, sequence(0.5, 0.3, 0.9))
    expect(new Set(picked.map(({ operator }) => operator)).size).toBe(3)
  })

  it('draws by weight, but for one draw in twenty', () => {
    const slow = candidate(2, { models: new Map([[1, { stepMs: 10_000, fixedMs: 0 }]]) })
    const all = [candidate(1), slow]
    expect(pick(all, order, 1, sequence(0.9, 0.6))).toEqual([all[0]])
    expect(pick(all, order, 1, sequence(EXPLORATION / 2, 0.6))).toEqual([slow])
  })
})

describe('splitOrder', () => {
  it('spreads images so that all shares end together, and leaves nobody an empty share', () => {
    const fast = candidate(1)
    const slow = candidate(2, { models: new Map([[1, { stepMs: 30, fixedMs: 0 }]]) })
    const hopeless = candidate(3, { models: new Map([[1, { stepMs: 90_000, fixedMs: 0 }]]) })
    const shares = splitOrder([fast, slow, hopeless], order, 0, 8)
    expect(shares.map(({ images, firstImage }) => [images, firstImage])).toEqual([
      [6, 0],
      [2, 6],
    ])
    expect(etaSeconds(shares)).toBeCloseTo(0.6)
  })

  it('starts at the first image asked for, and counts what already waits', () => {
    const busy = candidate(1, { waitingImages: 4 })
    const shares = splitOrder([busy, candidate(2)], order, 3, 2)
    expect(
      shares.map(({ candidate: { operator }, images, firstImage }) => [operator, images, firstImage]),
    ).toEqual([[candidate(2).operator, 2, 3]])
  })

  it('never makes more shares than a ticket holds', () => {
    expect(shareCount(512)).toBe(16)
    expect(shareCount(3)).toBe(3)
  })
})
