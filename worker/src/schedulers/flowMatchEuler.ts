import { z } from 'zod'
import type { SchedulerFactory } from './scheduler.ts'

const Config = z.object({
  num_train_timesteps: z.number().int().positive(),
  shift: z.number().positive(),
  use_dynamic_shifting: z.literal(false).optional(),
})

/** Adds `scale` x `prediction` to `latent`; the sum is rounded to single precision once. */
const addScaled = (latent: Float32Array, scale: number, prediction: Float32Array, out: Float32Array) => {
  for (let i = 0; i < out.length; i++) out[i] = (latent[i] ?? 0) + scale * (prediction[i] ?? 0)
  return out
}

/**
 * Euler steps along a rectified flow: noise levels fall evenly from 1 to 1/n, bent by `shift`, then 0, as the
 * diffusers pipelines of this family set them. The denoiser predicts noise minus picture.
 */
export const flowMatchEuler: SchedulerFactory = (config) => {
  const { num_train_timesteps: trained, shift } = Config.parse(config)
  return (steps) => {
    const sigmas = Array.from({ length: steps + 1 }, (_, k) => {
      const even = 1 - k / steps
      return (shift * even) / (1 + (shift - 1) * even)
    })
    const sigma = (k: number) => sigmas[k] ?? 0
    return {
      timesteps: sigmas.slice(0, steps).map((level) => level * trained),
      step: (k, latent, prediction) => {
        addScaled(latent, Math.fround(sigma(k + 1) - sigma(k)), prediction, latent)
      },
      estimate: (k, latent, prediction) =>
        addScaled(latent, -sigma(k + 1), prediction, new Float32Array(latent.length)),
    }
  }
}
