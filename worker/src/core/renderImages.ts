import type { Body, Order } from '@supernet/sdk/schema'
import type { RgbImage } from '../images/rgb.ts'
import type { Pipeline } from '../pipelines/pipeline.ts'
import type { FinishedImage, RawImage } from './finishImage.ts'

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
  /** All images of a batch take their steps together. */
  | { type: 'step'; images: readonly number[]; step: number }
  | { type: 'preview'; image: number; step: number; picture: RgbImage }
  /** Rendered; committed to and encoded when `finished` resolves, while the next batch renders. */
  | { type: 'image'; image: number; steps: number; finished: Promise<FinishedImage> }
  | { type: 'partial'; image: number; steps: number; traceRoot: Hex }

type Finish = (raw: RawImage) => Promise<FinishedImage>

/** Three looks on the way, where there is a way. */
const previewSteps = (steps: number): ReadonlySet<number> =>
  new Set([1, 2, 3].map((quarter) => Math.round((steps * quarter) / 4)).filter((k) => k > 0 && k < steps))

const chunk = (images: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(images.length / size) }, (_, i) => images.slice(i * size, (i + 1) * size))

/** The latents of one image in a row: seed noise first, then one after each step. */
const createTrajectory = (steps: number) => {
  let latents = new Float32Array(0)
  let count = 0
  let latentSize = 0
  return {
    add(latent: Float32Array) {
      latentSize = latent.length
      if (count === 0) latents = new Float32Array((steps + 1) * latentSize)
      latents.set(latent, count++ * latentSize)
    },
    soFar: () => ({ latents: latents.slice(0, count * latentSize), latentSize }),
    whole: () => ({ latents, latentSize }),
  }
}

/**
 * Renders images of one request. `finish` commits to every latent on the way and to the picture. When `signal` is
 * aborted it stops within one step and states the steps done of the images in hand.
 */
export async function* renderImages(
  pipeline: Pipeline,
  work: ImageWork,
  finish: Finish,
  signal?: AbortSignal,
): AsyncGenerator<ImageEvent, void> {
  for (const images of chunk(work.images, work.batch)) {
    if (signal?.aborted) return
    yield* renderBatch(pipeline, work, images, finish, signal)
  }
}

async function* renderBatch(
  pipeline: Pipeline,
  { jobId, order, body }: ImageWork,
  images: readonly number[],
  finish: Finish,
  signal?: AbortSignal,
): AsyncGenerator<ImageEvent, void> {
  const looks = body.previews ? previewSteps(order.steps) : new Set<number>()
  const trajectories = images.map((image) => ({ image, ...createTrajectory(order.steps) }))
  const request = { ...body, ...order, seeds: images.map((image) => BigInt(body.seed) + BigInt(image)) }
  let steps = 0

  for await (const event of pipeline.render(request, signal)) {
    if (event.type === 'images') {
      for (const [i, { image, whole }] of trajectories.entries()) {
        const picture = event.images[i]
        const finished = finish({ jobId, image, ...whole(), ...(picture && { picture }) })
        // Whoever awaits it hears of a failure; until then it must not count as unhandled.
        finished.catch(() => undefined)
        yield { type: 'image', image, steps, finished }
      }
      return
    }
    for (const [i, latent] of event.latents.entries()) trajectories[i]?.add(latent)
    if (event.type === 'noise') continue
    steps = event.step
    yield { type: 'step', images, step: steps }
    if (!looks.has(steps)) continue
    for (const [i, image] of images.entries()) {
      yield { type: 'preview', image, step: steps, picture: await event.preview(i) }
    }
  }
  if (steps === 0) return
  for (const { image, soFar } of trajectories) {
    const { traceRoot } = await finish({ jobId, image, ...soFar() })
    yield { type: 'partial', image, steps, traceRoot }
  }
}
