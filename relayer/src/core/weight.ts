import type { Order } from '@supernet/sdk/schema'
import type { Candidate } from './candidate.ts'

/** Between 0 and 1: Laplace-smoothed, so that a newcomer starts in the middle and one failure does not end it. */
export function reputation(candidate: Pick<Candidate, 'jobs' | 'failures' | 'good' | 'rated'>): number {
  const delivered = (candidate.jobs - candidate.failures + 4) / (candidate.jobs + 5)
  const liked = (candidate.good + 4) / (candidate.rated + 5)
  return Math.max(0, delivered) * liked
}

/** Wall milliseconds of one image of the order on this worker. */
export function imageMs(candidate: Candidate, order: Order): number {
  const speed = candidate.models.get(order.model)
  return speed === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(1, speed.fixedMs + order.steps * speed.stepMs)
}

/** Milliseconds before the worker can begin: what waits there, over the shares that it renders at once. */
export const backlogMs = (candidate: Candidate, order: Order): number =>
  (candidate.waitingImages * imageMs(candidate, order)) / candidate.capacity

/** Chance of being drawn, relative to the others: reputation times expected speed, the backlog included. */
export const weight = (candidate: Candidate, order: Order): number =>
  reputation(candidate) / (imageMs(candidate, order) + backlogMs(candidate, order))
