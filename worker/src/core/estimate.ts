import type { OfferedModel } from '@supernet/sdk/schema'
import { imagesOf, missingImages, type Share, type ShareRecord } from './share.ts'

/** Wall seconds that the rest of a share takes on this machine, by its own benchmark. */
export const estimateOf = (
  share: Share | ShareRecord,
  speed: Pick<OfferedModel, 'stepMs' | 'fixedMs'> | undefined,
): number => {
  if (!speed) return 0
  const images = 'delivered' in share ? missingImages(share).length : imagesOf(share)
  return (images * (speed.stepMs * share.order.steps + speed.fixedMs)) / 1_000
}
