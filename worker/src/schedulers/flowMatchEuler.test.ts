import { describe, expect, it } from 'vitest'
import { flowMatchEuler } from './flowMatchEuler.ts'

const config = { num_train_timesteps: 1000, shift: 1 }

describe('flow-match Euler', () => {
  it('tells the denoiser even times without shift', () => {
    expect(flowMatchEuler(config)(4).timesteps).toEqual([1000, 750, 500, 250])
  })

  it('bends the times by shift 3 as the diffusers pipelines do', () => {
    const { timesteps } = flowMatchEuler({ ...config, shift: 3 })(4)
    expect(timesteps.map((time) => Math.round(time * 1e9) / 1e9)).toEqual([1000, 900, 750, 500])
  })

  it.each([1, 4, 8, 50])('follows a straight path to its end in %i steps', (steps) => {
    const picture = [0.5, -2, 3.25, 0]
    const noise = [1, 0.25, -0.75, 2]
    const velocity = Float32Array.from(picture, (x, i) => (noise[i] ?? 0) - x)
    const latent = Float32Array.from(noise)
    const { step } = flowMatchEuler(config)(steps)
    for (let k = 0; k < steps; k++) step(k, latent, velocity)
    for (const [i, x] of picture.entries()) expect(latent[i]).toBeCloseTo(x, 5)
  })

  it('estimates the end of a straight path from any step', () => {
    const { step, estimate } = flowMatchEuler(config)(10)
    const latent = Float32Array.of(1)
    const velocity = Float32Array.of(0.75)
    step(0, latent, velocity)
    step(1, latent, velocity)
    expect(estimate(1, latent, velocity)[0]).toBeCloseTo(0.25, 6)
    expect(latent[0]).toBeCloseTo(0.85, 6)
  })

  it('refuses a configuration that it does not implement', () => {
    expect(() => flowMatchEuler({ ...config, use_dynamic_shifting: true })).toThrow()
  })
})
