import { describe, expect, it } from 'vitest'
import { ProtocolError } from '../errors/base.ts'
import { ShareState } from '../schema/job.ts'
import { advanceShare, isOpen, isPayable, type ShareEvent } from './shareMachine.ts'

const events: ShareEvent[] = [
  { type: 'accepted' },
  { type: 'rendering' },
  { type: 'delivered' },
  { type: 'cancelled' },
  { type: 'released' },
  { type: 'silent' },
  { type: 'tabbed' },
  { type: 'claimed' },
  { type: 'settled' },
  { type: 'finalized' },
  { type: 'reorged', lane: 'tab' },
  { type: 'reorged', lane: 'ticket' },
  { type: 'noShow' },
  { type: 'expired' },
  { type: 'disputed' },
]

// One row a state; columns are the events above, '.' refuses. The whole table, so that no transition is by accident.
const table: Record<ShareState, string> = {
  ticketed:
    'accepted rendering delivered cancelled needsClient needsClient . . settled . . . noShow expired .',
  accepted:
    'accepted rendering delivered cancelled needsClient needsClient . . settled . . . noShow expired .',
  rendering: '. rendering delivered cancelled needsClient needsClient . . settled . . . noShow expired .',
  delivered: '. . . . . . tabbed claimed settled . . . noShow expired .',
  cancelled: '. . . . . . tabbed claimed settled . . . noShow expired .',
  needsClient: '. . delivered cancelled . . . . settled . . . noShow expired .',
  tabbed: '. . . . . . tabbed claimed settled . . . noShow expired .',
  claimed: '. . . . . . tabbed claimed settled . . . noShow expired .',
  settled: '. . . . . . . . settled final tabbed claimed . . disputed',
  final: '. . . . . . . . . final . . . . disputed',
  noShow: '. . . . . . . . . . . . . . .',
  expired: '. . . . . . . . settled . . . noShow . .',
  disputed: '. . . . . . . . . . . . . . .',
}

describe.each(ShareState.options)('a %s share', (state) => {
  const row = table[state].split(' ')
  it.each(events.map((event, i) => ({ event, next: row[i] ?? '' })))(
    'on $event.type becomes $next',
    ({ event, next }) => {
      const after = advanceShare(state, event)
      if (next !== '.') return expect(after).toBe(next)
      expect(after).toBeInstanceOf(ProtocolError)
      expect(after).toMatchObject({ code: 'share-transition', details: { state, event: event.type } })
    },
  )
})

it('reaches every state from a ticket', () => {
  const reached = new Set<ShareState>(['ticketed'])
  for (const state of reached)
    for (const event of events) {
      const next = advanceShare(state, event)
      if (typeof next === 'string') reached.add(next)
    }
  expect([...reached].sort()).toEqual([...ShareState.options].sort())
})

it('never leaves a state in which no money can move, but to a settlement or a no-show', () => {
  for (const state of ShareState.options.filter((option) => !isOpen(option)))
    for (const event of events) {
      const next = advanceShare(state, event)
      if (typeof next === 'string') expect(['final', 'disputed', 'settled', 'noShow']).toContain(next)
    }
})

it('lets a Tab name what was delivered and is not settled', () => {
  expect(ShareState.options.filter(isPayable)).toEqual(['delivered', 'cancelled', 'tabbed', 'claimed'])
})
