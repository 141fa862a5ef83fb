import type { ModelView, Order } from '@supernet/sdk/schema'

/** One picture with the model's own defaults: what "a picture takes" means. */
export function referenceOrder({ id, manifest }: ModelView): Order | undefined {
  const size = manifest?.sizes[0]
  if (manifest === undefined || size === undefined) return undefined
  return { model: id, ...size, steps: manifest.steps.default, count: 1, tier: 'fast', currency: 'spark' }
}
