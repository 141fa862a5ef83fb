/**
 * A sampler as arithmetic on latents. Every operation is one that IEEE 754 fixes (+ - x / and rounding to single
 * precision), so that all engines give the same bits.
 */
export interface Scheduler {
  /** The time that the denoiser is told, one entry per step. */
  readonly timesteps: readonly number[]
  /** Takes step `k` on `latent`, in place. */
  step(k: number, latent: Float32Array, prediction: Float32Array): void
  /** The clean latent that the path points to after step `k`, for previews. */
  estimate(k: number, latent: Float32Array, prediction: Float32Array): Float32Array
}

/** Reads `scheduler_config.json`, then makes a scheduler for a number of steps. */
export type SchedulerFactory = (config: unknown) => (steps: number) => Scheduler
