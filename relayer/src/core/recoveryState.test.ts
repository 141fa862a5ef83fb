import { describe, expect, it } from 'vitest'
import { isSignable, type RecoveryFacts, recoveryState } from './recoveryState.ts'

const facts: RecoveryFacts = {
  hasAccount: true,
  signed: 1,
  threshold: 2,
  reason: null,
  signableUntil: 100,
  onChain: undefined,
}
const proposed = { state: 'proposed' as const, readyAt: 200, expiresAt: 300 }
const at = (now: number, change: Partial<RecoveryFacts> = {}) => recoveryState({ ...facts, ...change }, now)

describe('the state of a recovery', () => {
  it('is what guardians have handed in, until the chain has it', () => {
    expect(at(1, { hasAccount: false, signed: 0, threshold: undefined })).toBe('open')
    expect(at(1)).toBe('signing')
    expect(at(1, { signed: 2 })).toBe('sending')
    expect(at(1, { signed: 2, reason: 'recovery-limit' })).toBe('sending')
    expect(at(1, { signed: 2, reason: 'recovery-stale' })).toBe('refused')
    // The account has no guardians any more.
    expect(at(1, { signed: 0, threshold: undefined })).toBe('signing')
    expect(at(101)).toBe('expired')
    expect(at(101, { hasAccount: false })).toBe('expired')
  })

  it('is what the chain says from then on', () => {
    const onChain = proposed
    expect(at(150, { onChain, signed: 2 })).toBe('proposed')
    expect(at(200, { onChain })).toBe('proposed')
    expect(at(201, { onChain })).toBe('ready')
    expect(at(201, { onChain, reason: 'recovery-signature' })).toBe('ready')
    expect(at(201, { onChain, reason: 'recovery-refused' })).toBe('refused')
    expect(at(300, { onChain })).toBe('ready')
    expect(at(301, { onChain })).toBe('expired')
    expect(at(150, { onChain: { ...proposed, state: 'cancelled' } })).toBe('cancelled')
    expect(at(999, { onChain: { ...proposed, state: 'completed' } })).toBe('completed')
  })

  it('lets guardians sign until there is an end', () => {
    for (const state of ['open', 'signing', 'sending', 'proposed', 'ready'] as const)
      expect(isSignable(state)).toBe(true)
    for (const state of ['completed', 'cancelled', 'expired', 'refused'] as const)
      expect(isSignable(state)).toBe(false)
  })
})
