import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { toBaseError } from '@supernet/sdk/errors'
import type { OfferedModel } from '@supernet/sdk/schema'
import type { Chain } from '../adapters/chain.ts'
import type { Common } from '../common.ts'
import { hashMismatch } from '../errors.ts'
import { inspectFolder, type ModelFolder, readVocabulary } from '../models/layout.ts'
import { benchmark } from '../models/measure.ts'
import type { Pipeline } from '../pipelines/pipeline.ts'
import { loadPipeline } from '../pipelines/registry.ts'
import { determinismClass } from '../runtime/determinismClass.ts'
import { createRuntime } from '../runtime/session.ts'

/** A model that this worker may serve: its files are those that the chain has registered. */
export interface ServedModel {
  offer: OfferedModel
  pipeline: Pipeline
}

/** Throws `model-hash-mismatch` unless the registry knows exactly these files. */
export const verifyContent = async (model: ModelFolder, chain: Pick<Chain, 'modelWith'>): Promise<number> => {
  const registered = await chain.modelWith(model.contentRoot)
  if (!registered) throw hashMismatch({ folder: model.folder, contentRoot: model.contentRoot })
  return registered.id
}

const serve = async (folder: string, { chain, config }: Common): Promise<ServedModel> => {
  const model = await inspectFolder(folder)
  const id = await verifyContent(model, chain)
  const runtime = createRuntime({ device: config.WORKER_DEVICE, threads: config.WORKER_THREADS })
  const pipeline = await loadPipeline(folder, runtime)
  const vocabulary = await readVocabulary(folder, model.manifest)
  return {
    pipeline,
    offer: {
      id,
      classId: determinismClass(model.contentRoot, runtime.device),
      manifest: model.manifest,
      ...(vocabulary && { vocabulary }),
      ...(await benchmark(pipeline, model.manifest)),
    },
  }
}

/** Serves every folder that holds a model; one that cannot be served is left out, with its reason in the log. */
export const serveModels = async (common: Common): Promise<ReadonlyMap<number, ServedModel>> => {
  const { config, logger } = common
  const entries = await readdir(config.WORKER_MODELS_DIR, { withFileTypes: true })
  const served = new Map<number, ServedModel>()
  for (const { name } of entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink())) {
    try {
      const model = await serve(join(config.WORKER_MODELS_DIR, name), common)
      served.set(model.offer.id, model)
      const { id, stepMs, fixedMs } = model.offer
      logger.info({ model: id, folder: name, stepMs, fixedMs }, 'model is served')
    } catch (error) {
      const { code, message, details } = toBaseError(error)
      logger.error({ folder: name, code, details }, message)
    }
  }
  return served
}
