import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BaseError } from '@supernet/sdk/errors'
import type { ModelManifest } from '@supernet/sdk/schema'
import type { RgbImage } from '../images/rgb.ts'
import type { Pipeline, RenderRequest } from '../pipelines/pipeline.ts'
import { loadPipeline } from '../pipelines/registry.ts'
import { countMacs } from '../runtime/macs.ts'
import { createRuntime } from '../runtime/session.ts'

/** Graphs that run once per step; every other graph runs once per image. */
const DENOISERS = ['transformer', 'unet']

/** A plain order of a model: first size, default guidance. */
export const testRequest = (manifest: ModelManifest, steps: number): RenderRequest => ({
  prompt: manifest.examples[0] ?? '',
  negativePrompt: '',
  guidanceScale: manifest.guidance.default,
  steps,
  width: manifest.sizes[0]?.width ?? 0,
  height: manifest.sizes[0]?.height ?? 0,
  seeds: [0n],
})

/** The first picture of a request. */
export const renderOne = async (pipeline: Pipeline, request: RenderRequest): Promise<RgbImage> => {
  for await (const event of pipeline.render(request)) {
    const [picture] = event.type === 'images' ? event.images : []
    if (picture) return picture
  }
  throw new BaseError('render-failed')
}

/**
 * Multiply-accumulates of one step with guidance and of everything done once per image, counted from the shapes that
 * the runtime's own profiler writes while it renders one image in one step.
 */
export const measureMacs = async (
  folder: string,
  manifest: ModelManifest,
): Promise<ModelManifest['macs']> => {
  const scratch = await mkdtemp(join(tmpdir(), 'supernet-macs-'))
  try {
    const runtime = createRuntime({ device: 'cpu', threads: 1, profile: join(scratch, 'profile-') })
    const pipeline = await loadPipeline(folder, runtime)
    await renderOne(pipeline, testRequest(manifest, 1))
    await pipeline.close()
    const macs = { step: 0, fixed: 0 }
    for (const name of await readdir(scratch)) {
      const count = countMacs(JSON.parse(await readFile(join(scratch, name), 'utf8')))
      macs[DENOISERS.some((part) => name.startsWith(`profile-${part}`)) ? 'step' : 'fixed'] += count
    }
    return macs
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Runs of each kind in a benchmark: the fastest one was disturbed least. */
const REPEATS = 3

/** Wall milliseconds of one step and of the rest of an image on this machine. */
export const benchmark = async (pipeline: Pipeline, manifest: ModelManifest) => {
  const fastest = async (steps: number) => {
    let best = Number.POSITIVE_INFINITY
    for (let i = 0; i < REPEATS; i++) {
      const start = performance.now()
      await renderOne(pipeline, testRequest(manifest, steps))
      best = Math.min(best, performance.now() - start)
    }
    return best
  }
  const few = await fastest(1)
  const stepMs = Math.max(0, ((await fastest(5)) - few) / 4)
  return { stepMs, fixedMs: Math.max(0, few - stepMs) }
}
