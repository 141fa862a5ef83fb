import { imageHash, latentHash, normals } from '@supernet/sdk/protocol'
import { afterAll, describe, expect, it } from 'vitest'
import { createRuntime } from '../runtime/session.ts'
import { stickerFolder } from '../testing/models.ts'
import type { Pipeline, RenderRequest } from './pipeline.ts'
import { loadPipeline } from './registry.ts'

const request: RenderRequest = {
  prompt: 'a smiling cat with glasses',
  negativePrompt: '',
  guidanceScale: 3,
  steps: 5,
  width: 128,
  height: 128,
  seeds: [7n, 8n, 9n, 10n],
}

/** Hashes of every latent and picture, in the order of the images. */
const hashes = async (pipeline: Pipeline, asked: RenderRequest): Promise<string[][]> => {
  const trails = asked.seeds.map((): string[] => [])
  for await (const event of pipeline.render(asked)) {
    if (event.type === 'images') {
      for (const [i, { width, height, data }] of event.images.entries()) {
        trails[i]?.push(imageHash(width, height, data))
      }
    } else for (const [i, latent] of event.latents.entries()) trails[i]?.push(latentHash(latent))
  }
  return trails
}

describe('flow-match pipeline on the sticker model', async () => {
  const one = await loadPipeline(stickerFolder, createRuntime({ device: 'cpu', threads: 1 }))
  const two = await loadPipeline(stickerFolder, createRuntime({ device: 'cpu', threads: 2 }))
  afterAll(async () => {
    await one.close()
    await two.close()
  })
  const expected = await hashes(one, request)

  it('starts from the noise of each seed and commits to every step', () => {
    expect(expected.map((trail) => trail.length)).toEqual([7, 7, 7, 7])
    expect(expected[1]?.[0]).toBe(latentHash(normals(8n, 24 * 8 * 8)))
  })

  it('gives the same bits on 1 and 2 threads', async () => {
    expect(await hashes(two, request)).toEqual(expected)
  })

  it('gives the same bits in batches of 1 and 4', async () => {
    for (const [i, seed] of request.seeds.entries()) {
      expect(await hashes(two, { ...request, seeds: [seed] })).toEqual([expected[i]])
    }
  })

  it('gives the same bits without guidance in batches of 1 and 4', async () => {
    const plain = { ...request, guidanceScale: 1 }
    const together = await hashes(one, plain)
    expect(await hashes(one, { ...plain, seeds: [7n] })).toEqual([together[0]])
    expect(together[0]).not.toEqual(expected[0])
  })

  it('decodes a preview on the way that changes nothing', async () => {
    const trail: string[] = []
    for await (const event of one.render({ ...request, seeds: [7n] })) {
      if (event.type === 'images') continue
      trail.push(latentHash(event.latents[0] ?? new Float32Array()))
      if (event.type !== 'step') continue
      const picture = await event.preview(0)
      expect([picture.width, picture.height, picture.data.length]).toEqual([128, 128, 3 * 128 * 128])
    }
    expect(trail).toEqual(expected[0]?.slice(0, -1))
  })

  it('takes no further step once it is cancelled', async () => {
    const controller = new AbortController()
    const seen: string[] = []
    for await (const event of one.render(request, controller.signal)) {
      seen.push(event.type)
      if (event.type === 'step' && event.step === 2) controller.abort()
    }
    expect(seen).toEqual(['noise', 'step', 'step'])
  })
})
