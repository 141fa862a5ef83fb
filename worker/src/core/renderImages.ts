import { imageHash, imageTraceRoot, latentHash } from '@supernet/sdk/protocol'
import type { Body, Order } from '@supernet/sdk/schema'
import type { RgbImage } from '../images/rgb.ts'
import type { Pipeline } from '../pipelines/pipeline.ts'
import { sha256 } from './sha256.ts'

type Hex = `0x${string}`

export interface ImageWork {
  jobId: Hex
  order: Pick<Order, 'width' | 'height' | 'steps'>
  body: Body
  /** Indices in the whole request. */
  images: readonly number[]
  /** Images that go through the graphs together. It does not change their bits. */
  batch: number
}

export type ImageEvent =
  | { type: 'step'; image: number; step: number }
  | { type: 'preview'; image: number; step: number; picture: RgbImage }
  | { type: 'decoding'; image: number }
  | { type: 'image'; image: number; picture: RgbImage; imageHash: Hex; traceRoot: Hex; steps: number }
  | { type: 'partial'; image: number; traceRoot: Hex; steps: number }

/** Three looks on the way, where there is a way. */
const previewSteps = (steps: number): ReadonlySet<number> =>
  new Set([1, 2, 3].map((quarter) => Math.round((steps * quarter) / 4)).filter((k) => k > 0 && k < steps))

const chunk = (images: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(images.length / size) }, (_, i) => images.slice(i * size, (i + 1) * size))

/**
 * Renders images of one request and commits to every latent on the way: hash 0 is the seed noise, hash k the latent
 * after step k. When `signal` is aborted it stops within one step and states the steps done of the images in hand.
 */
export async function* renderImages(
  pipeline: Pipeline,
  work: ImageWork,
  signal?: AbortSignal,
): AsyncGenerator<ImageEvent, void> {
  for (const images of chunk(work.images, work.batch)) {
    if (signal?.aborted) return
    yield* renderBatch(pipeline, work, images, signal)
  }
}

async function* renderBatch(
  pipeline: Pipeline,
  { jobId, order, body }: ImageWork,
  images: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<ImageEvent, void> {
  const looks = body.previews ? previewSteps(order.steps) : new Set<number>()
  const traces = images.map((): Hex[] => [])
  const commit = (latents: readonly Float32Array[]) => {
    for (const [i, latent] of latents.entries()) traces[i]?.push(latentHash(latent, sha256))
  }
  const request = { ...body, ...order, seeds: images.map((image) => BigInt(body.seed) + BigInt(image)) }
  let steps = 0

  for await (const event of pipeline.render(request, signal)) {
    switch (event.type) {
      case 'noise':
        commit(event.latents)
        break
      case 'step':
        commit(event.latents)
        steps = event.step
        for (const [i, image] of images.entries()) {
          yield { type: 'step', image, step: steps }
          if (looks.has(steps)) {
            yield { type: 'preview', image, step: steps, picture: await event.preview(i) }
          }
          if (steps === order.steps) yield { type: 'decoding', image }
        }
        break
      case 'images':
        for (const [i, picture] of event.images.entries()) {
          const image = images[i] ?? 0
          const hash = imageHash(picture.width, picture.height, picture.data, sha256)
          const traceRoot = imageTraceRoot(jobId, image, traces[i] ?? [], hash)
          yield { type: 'image', image, picture, imageHash: hash, traceRoot, steps }
        }
        return
    }
  }
  if (steps === 0) return
  for (const [i, image] of images.entries()) {
    yield { type: 'partial', image, traceRoot: imageTraceRoot(jobId, image, traces[i] ?? []), steps }
  }
}
