import { float32, row, type Tensor } from '../runtime/tensor.ts'
import type { Part } from './folder.ts'

interface Options {
  transformer: Part
  /** Shape of one latent, without the batch. */
  shape: readonly number[]
  guidanceScale: number
  batch: number
  /** Encoded prompt and negative prompt, in two rows. */
  hidden: Tensor<'float32'>
}

/**
 * Classifier-free guidance: the batch runs twice in one call, with the prompt and with the negative prompt, and the
 * prediction is taken `guidanceScale` times as far from the second as the first is. At scale 1 the second half
 * would cancel out, so it is left away. Buffers are made once for all steps.
 */
export const createGuidedDenoiser = ({ transformer, shape, guidanceScale, batch, hidden }: Options) => {
  const guided = guidanceScale !== 1
  const rows = guided ? 2 * batch : batch
  const size = shape.reduce((product, dim) => product * dim, 1)
  const [, tokens = 0, width = 0] = hidden.dims

  const context = new Float32Array(rows * tokens * width)
  for (let i = 0; i < rows; i++) {
    context.set(row(hidden.data, i < batch ? 0 : 1, tokens * width), i * tokens * width)
  }
  const sample = new Float32Array(rows * size)
  const times = new Float32Array(rows)

  return async (latents: readonly Float32Array[], timestep: number): Promise<Float32Array> => {
    latents.forEach((latent, i) => {
      sample.set(latent, i * size)
      if (guided) sample.set(latent, (batch + i) * size)
    })
    const { data } = await transformer.run({
      sample: float32(sample, [rows, ...shape]),
      timestep: float32(times.fill(timestep), [rows]),
      encoder_hidden_states: float32(context, [rows, tokens, width]),
    })
    if (!guided) return data
    const half = batch * size
    for (let i = 0; i < half; i++) {
      const without = data[half + i] ?? 0
      data[i] = without + guidanceScale * ((data[i] ?? 0) - without)
    }
    return data
  }
}
