import type { RecoveryState } from '@supernet/sdk/schema'

/** What is known of a recovery: what guardians handed in here, and what the chain says of its passkey. */
export interface RecoveryFacts {
  readonly hasAccount: boolean
  /** Signatures of guardians that the account has now. */
  readonly signed: number
  /** Undefined where the account has no guardians, or is not chosen yet. */
  readonly threshold: number | undefined
  readonly reason: string | null
  readonly signableUntil: number
  readonly onChain:
    | {
        readonly state: 'proposed' | 'cancelled' | 'completed'
        readonly readyAt: number
        readonly expiresAt: number
      }
    | undefined
}

/** Reasons that another signature, or another day, takes away. */
const PASSING: ReadonlySet<string> = new Set(['recovery-signature', 'recovery-limit'])
export const isFinalReason = (reason: string | null): boolean => reason !== null && !PASSING.has(reason)

/** Where a recovery stands at a time of the chain. */
export function recoveryState(facts: RecoveryFacts, now: number): RecoveryState {
  const { onChain, reason } = facts
  if (onChain === undefined) return stateBefore(facts, now)
  if (onChain.state !== 'proposed') return onChain.state
  if (now > onChain.expiresAt) return 'expired'
  if (isFinalReason(reason)) return 'refused'
  // The module wants a block after that second.
  return now > onChain.readyAt ? 'ready' : 'proposed'
}

function stateBefore(facts: RecoveryFacts, now: number): RecoveryState {
  const { hasAccount, signed, threshold, reason, signableUntil } = facts
  if (isFinalReason(reason)) return 'refused'
  if (now > signableUntil) return 'expired'
  if (!hasAccount) return 'open'
  return threshold !== undefined && signed >= threshold ? 'sending' : 'signing'
}

/** Whether guardians may still sign. */
export const isSignable = (state: RecoveryState): boolean =>
  state === 'open' || state === 'signing' || state === 'sending' || state === 'proposed' || state === 'ready'
