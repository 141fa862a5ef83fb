import { normals } from '@supernet/sdk/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { finishImage, type RawImage } from '../core/finishImage.ts'
import { createFinisher, type Finisher } from './finisher.ts'

const raw = (image: number): RawImage => ({
  jobId: `0x${'17'.repeat(32)}`,
  image,
  latents: normals(BigInt(image), 3 * 64),
  latentSize: 64,
  picture: { width: 4, height: 4, data: Uint8Array.from({ length: 48 }, (_, i) => i + image) },
})

describe('the finishing thread', () => {
  let finisher: Finisher
  afterEach(() => finisher.close())

  it('finishes images as the function does, whatever comes between', async () => {
    finisher = createFinisher()
    const images = [1, 2, 3]
    const expected = await Promise.all(images.map((image) => finishImage(raw(image))))
    const finished = await Promise.all(images.map((image) => finisher.finish(raw(image))))
    expect(finished.map(({ traceRoot }) => traceRoot)).toEqual(expected.map(({ traceRoot }) => traceRoot))
    expect(finished.map(({ picture }) => picture?.imageHash)).toEqual(
      expected.map(({ picture }) => picture?.imageHash),
    )
    expect(Buffer.from(finished[0]?.picture?.png ?? [])).toEqual(Buffer.from(expected[0]?.picture?.png ?? []))
  })

  it('commits to an image that was cut', async () => {
    finisher = createFinisher()
    const { picture: _, ...cut } = raw(1)
    const finished = await finisher.finish(cut)
    expect(finished.picture).toBeUndefined()
    expect(finished.traceRoot).not.toBe((await finishImage(raw(1))).traceRoot)
  })

  it('fails an image that cannot be finished, and goes on', async () => {
    finisher = createFinisher()
    const broken = { ...raw(1), jobId: 'not hex' as `0x${string}`, latentSize: 0 }
    await expect(finisher.finish(broken)).rejects.toMatchObject({ code: 'render-failed' })
    expect((await finisher.finish(raw(2))).picture?.width).toBe(4)
  })
})
