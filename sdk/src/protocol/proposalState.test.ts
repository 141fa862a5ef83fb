import { describe, expect, it } from 'vitest'
import { type ProposalFacts, proposalState } from './proposalState.ts'

const facts: ProposalFacts = {
  snapshot: 10,
  deadline: 20,
  canceled: false,
  queued: false,
  executed: false,
  votes: { against: 4n, for: 5n, abstain: 1n },
  quorum: 6n,
}
const at = (now: number, change: Partial<ProposalFacts> = {}) => proposalState({ ...facts, ...change }, now)

describe('state of a proposal', () => {
  it('follows the clock', () => {
    expect([at(10), at(11), at(20), at(21)]).toEqual(['pending', 'active', 'active', 'succeeded'])
  })

  it('counts abstentions for the quorum, and not for the majority', () => {
    expect(at(21, { quorum: 7n })).toBe('defeated')
    expect(at(21, { votes: { against: 5n, for: 5n, abstain: 9n } })).toBe('defeated')
    expect(at(21, { quorum: undefined })).toBe('defeated')
  })

  it('is what happened to it, at any time', () => {
    expect(at(21, { queued: true })).toBe('queued')
    expect(at(21, { queued: true, canceled: true })).toBe('canceled')
    expect(at(21, { queued: true, executed: true })).toBe('executed')
  })
})
