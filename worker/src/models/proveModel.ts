import type { ModelManifest } from '@supernet/sdk/schema'
import { invalidManifest } from '../errors.ts'
import type { RgbImage } from '../images/rgb.ts'
import { loadPipeline } from '../pipelines/registry.ts'
import { createRuntime } from '../runtime/session.ts'
import type { ModelFolder } from './layout.ts'
import { measureMacs, renderOne, testRequest } from './measure.ts'

/** Counting is exact; a manifest may round its figures by this much. */
const MACS_TOLERANCE = 0.01

const close = (stated: number, counted: number) => Math.abs(stated - counted) <= MACS_TOLERANCE * counted

/** The price follows from the arithmetic: a manifest that understates it would sell below the rule. */
const checkMacs = (folder: string, stated: ModelManifest['macs'], counted: ModelManifest['macs']): void => {
  if (close(stated.step, counted.step) && close(stated.fixed, counted.fixed)) return
  throw invalidManifest({ folder }, new Error(`macs should be ${JSON.stringify(counted)}`))
}

/** Loads every graph, renders one picture by the manifest's own example and defaults, and counts the arithmetic. */
export const proveModel = async ({ folder, manifest }: ModelFolder): Promise<RgbImage> => {
  const pipeline = await loadPipeline(folder, createRuntime({ device: 'cpu', threads: 0 }))
  try {
    const request = testRequest(manifest, manifest.steps.default)
    const picture = await renderOne(pipeline, request)
    if (picture.width !== request.width || picture.height !== request.height) {
      const drawn = `${picture.width} x ${picture.height}`
      throw invalidManifest({ folder }, new Error(`the model draws ${drawn}, not its first size`))
    }
    checkMacs(folder, manifest.macs, await measureMacs(folder, manifest))
    return picture
  } finally {
    await pipeline.close()
  }
}
