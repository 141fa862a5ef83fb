import { z } from 'zod'
import { unsupportedModel } from '../errors.ts'
import type { Runtime } from '../runtime/session.ts'
import { loadFlowMatch } from './flowMatch.ts'
import { readJson } from './folder.ts'
import type { Pipeline } from './pipeline.ts'

const ModelIndex = z.looseObject({ _class_name: z.string() })

/** Class name in `model_index.json` -> loader. Another model family is another row and another small file. */
const PIPELINES: Readonly<Record<string, (folder: string, runtime: Runtime) => Promise<Pipeline>>> = {
  ORTFlowMatchTextToImagePipeline: loadFlowMatch,
}

export const loadPipeline = async (folder: string, runtime: Runtime): Promise<Pipeline> => {
  const { _class_name: className } = ModelIndex.parse(await readJson(folder, 'model_index.json'))
  const load = PIPELINES[className]
  if (!load) throw unsupportedModel({ part: className, known: Object.keys(PIPELINES) })
  return load(folder, runtime)
}
