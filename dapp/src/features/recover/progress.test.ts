import type { RecoveryState } from '@supernet/sdk/schema'
import { describe, expect, it } from 'vitest'
import { DAY, NOW, recoveryOf, recoveryView } from '../../testing/recovery.ts'
import { daysOf, stepsOf, titleOf } from './progress.ts'

const waiting = recoveryOf('proposed', { proposedAt: NOW - 5, readyAt: NOW + 3 * DAY })
const placeOf = (steps: ReturnType<typeof stepsOf>) => steps.map(({ at }) => at)

describe('a recovery in words', () => {
  it('says what each state means to both sides', () => {
    const one = { signed: [`0x${'aa'.repeat(20)}`] as const }
    expect(titleOf(recoveryOf('signing', { signed: [...one.signed] }), NOW, 'person')).toBe(
      '1 of 2 guardians agreed.',
    )
    expect(titleOf(waiting, NOW, 'person')).toBe('This device takes over in 3 days.')
    expect(titleOf(waiting, NOW, 'guardian')).toBe('The new device takes over in 3 days.')
    const states: RecoveryState[] = [
      'open',
      'sending',
      'ready',
      'completed',
      'cancelled',
      'expired',
      'refused',
    ]
    for (const state of states)
      for (const looker of ['person', 'guardian'] as const)
        expect(titleOf(recoveryOf(state), NOW, looker)).toMatch(/^[A-Z].*\.$/)
  })

  it('goes from signatures over the wait to the end', () => {
    expect(placeOf(stepsOf(recoveryView(), NOW))).toEqual(['now', 'later', 'later', 'later'])
    expect(placeOf(stepsOf(recoveryOf('sending'), NOW))).toEqual(['done', 'now', 'later', 'later'])
    expect(placeOf(stepsOf(waiting, NOW))).toEqual(['done', 'done', 'now', 'later'])
    expect(placeOf(stepsOf(recoveryOf('ready'), NOW))).toEqual(['done', 'done', 'done', 'now'])
    expect(placeOf(stepsOf(recoveryOf('completed'), NOW))).toEqual(['done', 'done', 'done', 'done'])
    expect(stepsOf(recoveryOf('cancelled'), NOW)).toEqual([])
  })

  it('says how long the wait is before it begins, and when it ends afterwards', () => {
    expect(stepsOf(recoveryOf('signing'), NOW)[2]?.note).toBe('3 days, as the account has set.')
    expect(stepsOf(waiting, NOW)[2]?.note).toMatch(/^Until .*, in 3 days\.$/)
    expect(stepsOf(waiting, NOW + 4 * DAY)[2]?.note).toMatch(/any moment now\.$/)
    expect(daysOf(DAY)).toBe('1 day')
  })
})
