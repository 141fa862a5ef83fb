import type { Order } from '@supernet/sdk/schema'
import type { Candidate } from './candidate.ts'

/** Shares that may wait at a worker for each that it renders. */
export const QUEUE_PER_SLOT = 8

export interface Asker {
  /** Owner of the session; absent for a quote, which needs no session. */
  readonly owner?: `0x${string}`
  readonly exclude: ReadonlySet<string>
}

/** Why a worker cannot serve an order, as a stable code; undefined when it can. */
export function ineligibility(candidate: Candidate, order: Order, asker: Asker): string | undefined {
  if (!candidate.models.has(order.model)) return 'model-not-served'
  if (!candidate.active) return 'worker-jailed'
  if (!candidate.bonded) return 'worker-unbonded'
  if (!candidate.certified) return 'certificate-expired'
  if (order.tier === 'fast' && !candidate.fast) return 'model-not-served'
  if (!candidate.tiers.includes(order.tier)) return 'model-not-served'
  if (candidate.owner === asker.owner) return 'worker-own'
  if (asker.exclude.has(candidate.operator)) return 'worker-excluded'
  if (candidate.load >= candidate.capacity * (1 + QUEUE_PER_SLOT)) return 'capacity-full'
  return undefined
}

/** The code that best tells a user why nobody serves the order. */
export function whyNobody(candidates: readonly Candidate[], order: Order, asker: Asker): string {
  const reasons = new Set(candidates.map((candidate) => ineligibility(candidate, order, asker)))
  return reasons.has('capacity-full') ? 'workers-busy' : 'no-workers'
}
