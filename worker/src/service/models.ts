import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { toBaseError } from '@supernet/sdk/errors'
import type { ModelManifest, OfferedModel } from '@supernet/sdk/schema'
import type { Chain } from '../adapters/chain.ts'
import type { Common } from '../common.ts'
import { classMismatch, hashMismatch } from '../errors.ts'
import { documentsOf, inspectFolder, type ModelFolder } from '../models/layout.ts'
import { benchmark } from '../models/measure.ts'
import type { Pipeline } from '../pipelines/pipeline.ts'
import { loadPipeline } from '../pipelines/registry.ts'
import { determinismClass } from '../runtime/determinismClass.ts'
import type { Device } from '../runtime/devices.ts'
import { createRuntime } from '../runtime/session.ts'
import { persist } from './persist.ts'

/** A model that this worker may serve: its files are those that the chain has registered. */
export interface ServedModel {
  offer: OfferedModel
  manifest: ModelManifest
  pipeline: Pipeline
}

/**
 * Throws `model-hash-mismatch` unless the registry knows exactly these files, and `model-class-mismatch` where this
 * machine would not give the bits that the registered class stands for.
 */
export const verifyModel = async (
  { folder, contentRoot }: ModelFolder,
  device: Device,
  chain: Pick<Chain, 'modelWith'>,
) => {
  const registered = await chain.modelWith(contentRoot)
  if (!registered) throw hashMismatch({ folder, contentRoot })
  const classId = determinismClass(contentRoot, device)
  if (registered.classId !== classId) throw classMismatch({ folder, classId, registered: registered.classId })
  return { id: registered.id, classId }
}

const serve = async (folder: string, { chain, config }: Common): Promise<ServedModel> => {
  const model = await inspectFolder(folder)
  const { id, classId } = await verifyModel(model, config.WORKER_DEVICE, chain)
  const runtime = createRuntime({ device: config.WORKER_DEVICE, threads: config.WORKER_THREADS })
  const pipeline = await loadPipeline(folder, runtime)
  return {
    pipeline,
    manifest: model.manifest,
    offer: {
      id,
      classId,
      documents: await documentsOf(model),
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
      const model = await persist(
        () => serve(join(config.WORKER_MODELS_DIR, name), common),
        Number.POSITIVE_INFINITY,
      )
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
