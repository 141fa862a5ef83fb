import type { Candidate } from './candidate.ts'

/** Below this part of what they could render at once, the Fast workers count as idle. */
const QUIET = 0.5

/** Whether the Fast workers of a model have so little to do that Relaxed orders may use them. */
export function isQuiet(candidates: readonly Candidate[], model: number): boolean {
  const fast = candidates.filter(({ fast, active, models }) => fast && active && models.has(model))
  const load = fast.reduce((sum, candidate) => sum + candidate.load, 0)
  const capacity = fast.reduce((sum, candidate) => sum + candidate.capacity, 0)
  return load < capacity * QUIET
}
