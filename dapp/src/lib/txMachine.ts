import type { BaseError } from '@supernet/sdk/errors'
import { isDeclined } from './declined.ts'

/**
 * The life of one transaction, from the press of a button until the page may believe it.
 * A declined signature is not a failure: it returns to `idle`.
 */
export type TxState =
  | { readonly at: 'idle' }
  | { readonly at: 'wrongChain' }
  | { readonly at: 'needsApproval' }
  | { readonly at: 'signing'; readonly what: 'approval' | 'action' }
  | { readonly at: 'submitted'; readonly what: 'approval' | 'action'; readonly hash: `0x${string}` }
  | { readonly at: 'confirmed'; readonly hash: `0x${string}`; readonly block: bigint }
  | { readonly at: 'indexed'; readonly hash: `0x${string}`; readonly block: bigint }
  | { readonly at: 'failed'; readonly error: BaseError }

export type TxEvent =
  | { readonly type: 'checked'; readonly chainOk: boolean; readonly approvalNeeded: boolean }
  | { readonly type: 'signing'; readonly what: 'approval' | 'action' }
  | { readonly type: 'submitted'; readonly hash: `0x${string}` }
  | { readonly type: 'replaced'; readonly hash: `0x${string}` }
  | { readonly type: 'mined'; readonly block: bigint }
  | { readonly type: 'indexed' }
  | { readonly type: 'failed'; readonly error: BaseError }
  | { readonly type: 'reset' }

export const idle: TxState = { at: 'idle' }

/** Events that do not fit the state leave it as it is: late answers of an abandoned attempt are harmless. */
export function advanceTx(state: TxState, event: TxEvent): TxState {
  switch (event.type) {
    case 'reset':
      return idle
    case 'checked':
      if (!event.chainOk) return { at: 'wrongChain' }
      return event.approvalNeeded ? { at: 'needsApproval' } : idle
    case 'signing':
      return isBusy(state) ? state : { at: 'signing', what: event.what }
    case 'submitted':
      return state.at === 'signing' ? { at: 'submitted', what: state.what, hash: event.hash } : state
    case 'replaced':
      return state.at === 'submitted' ? { ...state, hash: event.hash } : state
    case 'mined':
      if (state.at !== 'submitted') return state
      return state.what === 'approval' ? idle : { at: 'confirmed', hash: state.hash, block: event.block }
    case 'indexed':
      return state.at === 'confirmed' ? { ...state, at: 'indexed' } : state
    case 'failed':
      return isDeclined(event.error) ? idle : { at: 'failed', error: event.error }
  }
}

export const isBusy = (state: TxState): boolean =>
  state.at === 'signing' || state.at === 'submitted' || state.at === 'confirmed'

/** What the button says in each state; `verb` is what it says at rest: "Open a budget of $1.00". */
export function txLabel(state: TxState, verb: string): string {
  switch (state.at) {
    case 'idle':
      return verb
    case 'wrongChain':
      return 'Switch to this network'
    case 'needsApproval':
      return 'Approve first'
    case 'signing':
      return 'Waiting for your signature'
    case 'submitted':
      return 'Waiting for the block'
    case 'confirmed':
      return 'In the block, reading it'
    case 'indexed':
      return 'Done'
    case 'failed':
      return 'Try again'
  }
}
