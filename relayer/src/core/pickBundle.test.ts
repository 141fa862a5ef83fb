import type { UserOperation } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  beginsAt,
  bundleGas,
  createEffort,
  isDue,
  type Moment,
  narrower,
  nextGroup,
  pickBundle,
  type Waiting,
} from './pickBundle.ts'

const address = (byte: string): Address => `0x${byte.repeat(20)}`

const waiting = (id: number, sender: string, change: Partial<UserOperation> = {}): Waiting => ({
  hash: `0x${id.toString(16).padStart(64, '0')}`,
  operation: {
    sender: address(sender),
    nonce: 0n,
    callData: '0x',
    callGasLimit: 100_000n,
    verificationGasLimit: 100_000n,
    preVerificationGas: 50_000n,
    maxFeePerGas: 1n,
    maxPriorityFeePerGas: 1n,
    signature: '0x',
    ...change,
  },
  at: 1_000,
  head: 5,
})
const limits = { maxOperations: 3, maxGas: 16_777_216n }
const picked = (all: Waiting[], within = limits) => pickBundle(all, within).map(({ hash }) => Number(hash))

describe('the next bundle', () => {
  it('takes the oldest, and one of each sender', () => {
    const all = [waiting(1, 'aa'), waiting(2, 'aa'), waiting(3, 'bb'), waiting(4, 'cc'), waiting(5, 'dd')]
    expect(picked(all)).toEqual([1, 3, 4])
  })

  it('stays within the gas of a transaction, and lets smaller ones pass', () => {
    const huge = waiting(2, 'bb', { callGasLimit: 16_500_000n })
    expect(picked([waiting(1, 'aa'), huge, waiting(3, 'cc')])).toEqual([1, 3])
    const all = Array.from({ length: 200 }, (_, i) =>
      waiting(i, (i + 16).toString(16).padStart(2, '0').slice(-2)),
    )
    const bundle = pickBundle(all, { ...limits, maxOperations: 200 })
    expect(bundleGas(bundle.map(({ operation }) => operation))).toBeLessThanOrEqual(limits.maxGas)
    expect(bundle.length).toBeGreaterThan(40)
  })
})

describe('after one reverted', () => {
  const bounds = { maxOperations: 3, maxGas: 33_554_432n, narrowGas: 16_777_216n }
  const narrow = (id: number, sender: string, width: number) => ({ ...waiting(id, sender), width })
  const group = (all: Waiting[], wasNarrow: boolean) => {
    const { group, ...rest } = nextGroup(all, bounds, wasNarrow)
    return { ids: group.map(({ hash }) => Number(hash)), ...rest }
  }

  it('those that it carried travel apart, with their like, and within the gas of a transaction', () => {
    const all = [narrow(1, 'aa', 2), narrow(2, 'bb', 1), narrow(3, 'cc', 2), waiting(4, 'dd')]
    const apart = { isNarrow: true, maxOperations: 2, maxGas: 16_777_216n }
    expect(group(all, false)).toMatchObject({ ids: [1, 3], ...apart })
    expect(group(all.slice(1), false)).toMatchObject({ ids: [2], maxOperations: 1 })
    // Nothing is wider than the operator wants it.
    expect(group([narrow(1, 'aa', 90)], false).maxOperations).toBe(3)
  })

  it('others have the next turn, but not those of the same senders', () => {
    const all = [narrow(1, 'aa', 2), waiting(2, 'aa'), waiting(3, 'bb')]
    const usual = { isNarrow: false, maxOperations: 3, maxGas: 33_554_432n }
    expect(group(all, true)).toMatchObject({ ids: [3], ...usual })
    expect(group(all.slice(0, 2), true)).toMatchObject({ ids: [1], isNarrow: true })
    expect(group(all.slice(1), false)).toMatchObject({ ids: [2, 3], ...usual })
  })

  it('are halved until they are alone', () => {
    expect([200, 25, 3, 2, 1].map(narrower)).toEqual([100, 12, 1, 1, 1])
  })
})

describe('its time', () => {
  const triggers = { maxOperations: 2, maxWaitMs: 500, leadMs: 200 }
  const one = { senders: 1, since: 1_000, head: 5 }
  const at = (ms: number, more: Partial<Moment> = {}): Moment => ({ ms, head: 5, workMs: 150, ...more })

  it('comes when it is full, when the oldest has waited, or with the next block', () => {
    expect(isDue({ ...one, senders: 2 }, triggers, at(1_000))).toBe(true)
    expect(isDue(one, triggers, at(1_500))).toBe(true)
    expect(isDue(one, triggers, at(1_000, { head: 6 }))).toBe(true)
  })

  it('has not come before', () => {
    expect(isDue(one, triggers, at(1_499))).toBe(false)
  })

  describe('where the next block is foreseen', () => {
    const next = { atMs: 3_000, intervalMs: 2_000 }

    it('is as late as it still gets into that block', () => {
      expect(beginsAt(next, triggers, 150)).toBe(2_650)
      expect(isDue(one, triggers, at(2_649, { next, head: 6 }))).toBe(false)
      expect(isDue(one, triggers, at(2_650, { next }))).toBe(true)
      expect(isDue(one, triggers, at(2_800, { next }))).toBe(true)
    })

    it('is not when it would come too late for it', () => {
      expect(isDue(one, triggers, at(2_801, { next, head: 6 }))).toBe(false)
    })

    it('is at once when it is full, and when a busy machine let two blocks go by', () => {
      expect(isDue({ ...one, senders: 2 }, triggers, at(1_000, { next }))).toBe(true)
      const later = { atMs: 7_000, intervalMs: 2_000 }
      expect(isDue(one, triggers, at(5_499, { next: later }))).toBe(false)
      expect(isDue(one, triggers, at(5_500, { next: later }))).toBe(true)
    })
  })

  it('begins earlier where bundles took longer, by the last few of them', () => {
    const effort = createEffort()
    expect(effort.ms()).toBe(150)
    for (const ms of [40, 420, 90, 80, 70]) effort.took(ms)
    expect(effort.ms()).toBe(420)
    effort.took(60)
    expect(effort.ms()).toBe(150)
  })
})
