import type { Order } from '@supernet/sdk/schema'
import type { Candidate } from './candidate.ts'

/** Shares that may wait at a worker for each that it renders; one more for each step of the owner's priority. */
export const QUEUE_PER_SLOT = 8

export interface Asker {
  /** Owner of the session; absent for a quote that names none. */
  readonly owner?: `0x${string}`
  readonly exclude: ReadonlySet<string>
  /** By the owner's stake. */
  readonly priority?: number
  /** Fast workers without work serve its Relaxed orders: its stake allows it, and the network is quiet. */
  readonly mayUpgrade?: boolean
}

/** Whether the worker offers the tier, or gives it to this asker because it has nothing to do. */
function serves(candidate: Candidate, { tier }: Order, { mayUpgrade = false }: Asker): boolean {
  if (tier === 'fast' && !candidate.fast) return false
  if (candidate.tiers.includes(tier)) return true
  return mayUpgrade && candidate.fast && candidate.tiers.includes('fast') && candidate.load === 0
}

/** Why a worker cannot serve an order, as a stable code; undefined when it can. */
export function ineligibility(candidate: Candidate, order: Order, asker: Asker): string | undefined {
  if (!candidate.models.has(order.model)) return 'model-not-served'
  if (!candidate.active) return 'worker-jailed'
  if (!candidate.bonded) return 'worker-unbonded'
  if (!candidate.certified) return 'certificate-expired'
  if (!serves(candidate, order, asker)) return 'model-not-served'
  if (candidate.owner === asker.owner) return 'worker-own'
  if (asker.exclude.has(candidate.operator)) return 'worker-excluded'
  if (candidate.load >= candidate.capacity * (1 + QUEUE_PER_SLOT + (asker.priority ?? 0)))
    return 'capacity-full'
  return undefined
}

/** The code that best tells a user why nobody serves the order. */
export function whyNobody(candidates: readonly Candidate[], order: Order, asker: Asker): string {
  const reasons = new Set(candidates.map((candidate) => ineligibility(candidate, order, asker)))
  return reasons.has('capacity-full') ? 'workers-busy' : 'no-workers'
}
