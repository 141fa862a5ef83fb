import type { UserOperation } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { bundleGas, isDue, pickBundle, type Waiting } from './pickBundle.ts'

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

describe('its time', () => {
  const triggers = { maxOperations: 2, maxWaitMs: 500 }
  const one = [waiting(1, 'aa')]

  it('comes when it is full, when the oldest has waited, or with the next block', () => {
    expect(isDue([...one, waiting(2, 'bb')], triggers, { ms: 1_000, head: 5 })).toBe(true)
    expect(isDue(one, triggers, { ms: 1_500, head: 5 })).toBe(true)
    expect(isDue(one, triggers, { ms: 1_000, head: 6 })).toBe(true)
  })

  it('has not come before, nor for nothing', () => {
    expect(isDue(one, triggers, { ms: 1_499, head: 5 })).toBe(false)
    expect(isDue([], triggers, { ms: 9_999, head: 9 })).toBe(false)
  })
})
