import type { Order } from '@supernet/sdk/schema'

const FEW = 4

/** Width of one tile: never more than twice the picture, never less than two in a row on a phone. */
export function tileWidth({ width, count }: Pick<Order, 'width' | 'count'>): string {
  const widest = Math.min(2 * width, count <= FEW ? 256 : 172)
  return count === 1 ? `min(${widest}px, 100%)` : `min(${widest}px, calc(50% - 0.5rem))`
}
