import { ProtocolError } from '../errors/base.ts'
import type { ShareState } from '../schema/job.ts'

/** What can happen to a share. `reorged` names the lane whose settlement the chain forgot. */
export type ShareEvent =
  /** The worker signed its Accept. */
  | { readonly type: 'accepted' }
  /** First progress or receipt with pictures still missing. */
  | { readonly type: 'rendering' }
  /** The worker's last receipt, completed in time, with every picture or after it gave the rest back. */
  | { readonly type: 'delivered' }
  /** The worker's last receipt after the client's Cancel. */
  | { readonly type: 'cancelled' }
  /** The worker declined, or gave the share back with nothing done. */
  | { readonly type: 'released' }
  /** `deliverBy` passed without a last receipt. */
  | { readonly type: 'silent' }
  /** The client's Tab over its line is durable. */
  | { readonly type: 'tabbed' }
  /** The worker took its ticket to the ticket lane. */
  | { readonly type: 'claimed' }
  /** The ledger applied a line with the share's number, whoever sent it. */
  | { readonly type: 'settled' }
  /** The block of the settlement is final. */
  | { readonly type: 'finalized' }
  | { readonly type: 'reorged'; readonly lane: 'tab' | 'ticket' }
  /** A no-show report used the number up. */
  | { readonly type: 'noShow' }
  /** `redeemBy` passed without a settlement. */
  | { readonly type: 'expired' }
  | { readonly type: 'disputed' }

type EventType = ShareEvent['type']

const working = {
  delivered: 'delivered',
  cancelled: 'cancelled',
  released: 'needsClient',
  silent: 'needsClient',
  settled: 'settled',
  noShow: 'noShow',
  expired: 'expired',
} as const

const payable = { tabbed: 'tabbed', claimed: 'claimed', settled: 'settled', expired: 'expired' } as const

/**
 * The whole life of a share. A worker that comes back with work completed in time is still paid after `silent`; a
 * number may be consumed by somebody else's batch in any open state; a re-org brings a settled share back.
 */
const transitions: Record<ShareState, Partial<Record<Exclude<EventType, 'reorged'>, ShareState>>> = {
  ticketed: { accepted: 'accepted', rendering: 'rendering', ...working },
  accepted: { accepted: 'accepted', rendering: 'rendering', ...working },
  rendering: { rendering: 'rendering', ...working },
  delivered: { ...payable, noShow: 'noShow' },
  cancelled: { ...payable, noShow: 'noShow' },
  needsClient: {
    delivered: 'delivered',
    cancelled: 'cancelled',
    settled: 'settled',
    noShow: 'noShow',
    expired: 'expired',
  },
  tabbed: { ...payable, noShow: 'noShow' },
  claimed: { ...payable, noShow: 'noShow' },
  settled: { settled: 'settled', finalized: 'final', disputed: 'disputed' },
  final: { finalized: 'final', disputed: 'disputed' },
  noShow: {},
  expired: { settled: 'settled', noShow: 'noShow' },
  disputed: {},
}

/** State after `event`, or why it does not fit. The one function that owns the transitions. */
export function advanceShare(state: ShareState, event: ShareEvent): ShareState | ProtocolError {
  if (event.type === 'reorged') {
    if (state === 'settled') return event.lane === 'tab' ? 'tabbed' : 'claimed'
  } else {
    const next = transitions[state][event.type]
    if (next !== undefined) return next
  }
  return new ProtocolError({ state, event: event.type })
}

/** Whether money may still move for the share. */
export const isOpen = (state: ShareState): boolean =>
  state !== 'final' && state !== 'noShow' && state !== 'expired' && state !== 'disputed'

/** Whether a Tab may name the share's line. */
export const isPayable = (state: ShareState): boolean =>
  state === 'delivered' || state === 'cancelled' || state === 'tabbed' || state === 'claimed'
