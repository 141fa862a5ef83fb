import { join } from 'node:path'
import { normals } from '@supernet/sdk/protocol'
import { z } from 'zod'
import { toRgb } from '../images/rgb.ts'
import type { Runtime } from '../runtime/session.ts'
import { float32, int64, row } from '../runtime/tensor.ts'
import { schedulerFor } from '../schedulers/registry.ts'
import { loadTokenizer } from '../tokenizers/load.ts'
import { openPart, type Part, readJson } from './folder.ts'
import { createGuidedDenoiser } from './guidance.ts'
import type { Pipeline, RenderEvent, RenderRequest } from './pipeline.ts'

const DecoderConfig = z.object({
  latent_channels: z.number().int().positive(),
  spatial_compression: z.number().int().positive(),
  scaling_factor: z.number().positive(),
  shift_factor: z.number().default(0),
})

const SchedulerConfig = z.looseObject({ _class_name: z.string() })

/** Text encoder, rectified-flow transformer with classifier-free guidance, decoder. */
export const loadFlowMatch = async (folder: string, runtime: Runtime): Promise<Pipeline> => {
  const decoderConfig = DecoderConfig.parse(await readJson(folder, 'vae_decoder', 'config.json'))
  const schedulerConfig = SchedulerConfig.parse(await readJson(folder, 'scheduler', 'scheduler_config.json'))
  const scheduler = schedulerFor(schedulerConfig._class_name)(schedulerConfig)
  const tokenizer = await loadTokenizer(join(folder, 'tokenizer', 'tokenizer.json'))
  const text = await openPart(runtime, folder, 'text_encoder', {
    inputs: ['input_ids'],
    output: 'last_hidden_state',
  })
  const transformer = await openPart(runtime, folder, 'transformer', {
    inputs: ['sample', 'timestep', 'encoder_hidden_states'],
    output: 'out_sample',
  })
  const decoder = await openPart(runtime, folder, 'vae_decoder', {
    inputs: ['latent_sample'],
    output: 'sample',
  })

  const encode = async (texts: readonly string[]) => {
    const ids = texts.flatMap((each) => tokenizer.encode(each))
    return text.run({ input_ids: int64(ids, [texts.length, tokenizer.length]) })
  }

  const decode = createDecoder(decoder, decoderConfig)

  async function* render(request: RenderRequest, signal?: AbortSignal): AsyncGenerator<RenderEvent, void> {
    const { width, height, steps, seeds, guidanceScale } = request
    const shape = [
      decoderConfig.latent_channels,
      Math.trunc(height / decoderConfig.spatial_compression),
      Math.trunc(width / decoderConfig.spatial_compression),
    ]
    const size = shape.reduce((product, dim) => product * dim, 1)
    const latents = seeds.map((seed) => normals(seed, size))
    yield { type: 'noise', latents }

    const { timesteps, step, estimate } = scheduler(steps)
    if (signal?.aborted) return
    const denoise = createGuidedDenoiser({
      transformer,
      shape,
      guidanceScale,
      batch: seeds.length,
      hidden: await encode([request.prompt, request.negativePrompt]),
    })
    for (const [k, timestep] of timesteps.entries()) {
      if (signal?.aborted) return
      const predictions = await denoise(latents, timestep)
      for (const [i, latent] of latents.entries()) step(k, latent, row(predictions, i, size))
      yield {
        type: 'step',
        step: k + 1,
        latents,
        preview: async (position) => {
          const latent = latents[position] ?? new Float32Array(size)
          const [image] = await decode([estimate(k, latent, row(predictions, position, size))], shape)
          return image ?? { width, height, data: new Uint8Array(0) }
        },
      }
    }
    if (!signal?.aborted) yield { type: 'images', images: await decode(latents, shape) }
  }

  return {
    render,
    async close() {
      for (const part of [text, transformer, decoder]) await part.close()
    },
  }
}

const createDecoder =
  (decoder: Part, config: z.infer<typeof DecoderConfig>) =>
  async (latents: readonly Float32Array[], shape: readonly number[]) => {
    const size = latents[0]?.length ?? 0
    const sample = new Float32Array(latents.length * size)
    latents.forEach((latent, i) => {
      for (let j = 0; j < size; j++) {
        sample[i * size + j] = (latent[j] ?? 0) / config.scaling_factor + config.shift_factor
      }
    })
    const { data, dims } = await decoder.run({ latent_sample: float32(sample, [latents.length, ...shape]) })
    const [, channels = 3, height = 0, width = 0] = dims
    return latents.map((_, i) => toRgb(row(data, i, channels * height * width), width, height))
  }
