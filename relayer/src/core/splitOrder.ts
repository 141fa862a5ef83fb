import { MAX_SHARES, type Order } from '@supernet/sdk/schema'
import type { Candidate } from './candidate.ts'
import { backlogMs, imageMs } from './weight.ts'

export interface PlannedShare {
  readonly candidate: Candidate
  readonly images: number
  readonly firstImage: number
  /** Milliseconds until its last image. */
  readonly finishMs: number
}

/** How many workers an order is spread over: never more than its images, nor than a ticket holds. */
export const shareCount = (images: number): number => Math.min(images, MAX_SHARES)

/**
 * Gives every image to the worker that would finish it first, so that all shares end at about the same time. Images of
 * a share are consecutive; a worker that is too slow to help gets none.
 */
export function splitOrder(
  workers: readonly Candidate[],
  order: Order,
  first: number,
  images: number,
): PlannedShare[] {
  const plans = workers.map((candidate) => ({
    candidate,
    images: 0,
    perImage: imageMs(candidate, order),
    finishMs: backlogMs(candidate, order),
  }))
  for (let i = 0; i < images; i++) {
    const next = plans.reduce((best, plan) =>
      plan.finishMs + plan.perImage < best.finishMs + best.perImage ? plan : best,
    )
    next.images += 1
    next.finishMs += next.perImage
  }
  let firstImage = first
  return plans
    .filter((plan) => plan.images > 0)
    .map(({ candidate, images: count, finishMs }) => {
      const share = { candidate, images: count, firstImage, finishMs }
      firstImage += count
      return share
    })
}

/** Seconds until the last image of all shares. */
export const etaSeconds = (shares: readonly PlannedShare[]): number =>
  Math.max(0, ...shares.map((share) => share.finishMs)) / 1_000
