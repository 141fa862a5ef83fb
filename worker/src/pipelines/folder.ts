import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unsupportedModel } from '../errors.ts'
import type { Runtime, Session } from '../runtime/session.ts'
import { float32, type Tensor } from '../runtime/tensor.ts'

/** A model folder in the diffusers/optimum layout, seen by a pipeline. */
export const readJson = async (...path: string[]): Promise<unknown> =>
  JSON.parse(await readFile(join(...path), 'utf8'))

/** Opens the graph of one component and checks that it speaks the expected names. */
export const openPart = async (
  runtime: Runtime,
  folder: string,
  part: string,
  names: { inputs: readonly string[]; output: string },
): Promise<Part> => {
  const session = await runtime.open(join(folder, part, 'model.onnx'))
  const missing = [
    ...names.inputs.filter((name) => !session.inputs.includes(name)),
    ...[names.output].filter((name) => !session.outputs.includes(name)),
  ]
  if (missing.length > 0) {
    await session.close()
    throw unsupportedModel({ part: `${part} without ${missing.join(', ')}` })
  }
  return { run: (feeds) => runOne(session, names.output, feeds), close: session.close }
}

/** One graph with one output of interest. */
export interface Part {
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Tensor<'float32'>>
  close(): Promise<void>
}

const runOne = async (session: Session, output: string, feeds: Readonly<Record<string, Tensor>>) =>
  (await session.run(feeds))[output] ?? float32(new Float32Array(0), [0])
