import { BaseError } from '@supernet/sdk/errors'
import { describe, expect, it } from 'vitest'
import { advanceTx, idle, isBusy, type TxEvent, type TxState, txLabel } from './txMachine.ts'

const hash = '0xaa' as const
const run = (...events: TxEvent[]): TxState => events.reduce(advanceTx, idle)

describe('advanceTx', () => {
  it('goes from the press to the indexed block', () => {
    const events: TxEvent[] = [
      { type: 'signing', what: 'action' },
      { type: 'submitted', hash },
      { type: 'mined', block: 7n },
      { type: 'indexed' },
    ]
    expect(run(...events)).toEqual({ at: 'indexed', hash, block: 7n })
  })

  it('returns to rest after an approval, ready for the action', () => {
    expect(run({ type: 'checked', chainOk: true, approvalNeeded: true })).toEqual({ at: 'needsApproval' })
    const approved = run(
      { type: 'signing', what: 'approval' },
      { type: 'submitted', hash },
      { type: 'mined', block: 7n },
    )
    expect(approved).toEqual(idle)
  })

  it('asks for the right chain first', () => {
    expect(run({ type: 'checked', chainOk: false, approvalNeeded: true })).toEqual({ at: 'wrongChain' })
  })

  it('follows a replaced transaction', () => {
    const state = run(
      { type: 'signing', what: 'action' },
      { type: 'submitted', hash },
      { type: 'replaced', hash: '0xbb' },
    )
    expect(state).toMatchObject({ hash: '0xbb' })
  })

  it('does not call a declined signature a failure', () => {
    const declined = { type: 'failed', error: new BaseError('transaction-rejected') } as const
    expect(run({ type: 'signing', what: 'action' }, declined)).toEqual(idle)
    expect(run({ type: 'failed', error: new BaseError('chain-unreachable') }).at).toBe('failed')
  })

  it('ignores what comes late or twice', () => {
    expect(run({ type: 'mined', block: 1n })).toEqual(idle)
    expect(run({ type: 'submitted', hash })).toEqual(idle)
    const signing = run({ type: 'signing', what: 'action' })
    expect(advanceTx(signing, { type: 'signing', what: 'approval' })).toBe(signing)
    expect(isBusy(signing)).toBe(true)
  })
})

it('has a label for every state', () => {
  const states: TxState[] = [
    idle,
    { at: 'wrongChain' },
    { at: 'needsApproval' },
    { at: 'signing', what: 'action' },
    { at: 'submitted', what: 'action', hash },
    { at: 'confirmed', hash, block: 1n },
    { at: 'indexed', hash, block: 1n },
    { at: 'failed', error: new BaseError('internal') },
  ]
  const labels = states.map((state) => txLabel(state, 'Open'))
  expect(new Set(labels).size).toBe(states.length)
})
