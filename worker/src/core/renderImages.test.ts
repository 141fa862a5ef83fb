import { imageTraceRoot } from '@supernet/sdk/protocol'
import { afterAll, describe, expect, it } from 'vitest'
import { loadPipeline } from '../pipelines/registry.ts'
import { createRuntime } from '../runtime/session.ts'
import { stickerFolder } from '../testing/models.ts'
import { finishImage } from './finishImage.ts'
import { type ImageEvent, type ImageWork, renderImages } from './renderImages.ts'

const work: ImageWork = {
  jobId: `0x${'11'.repeat(32)}`,
  order: { width: 128, height: 128, steps: 4 },
  body: { prompt: 'a panda', negativePrompt: '', seed: '41', guidanceScale: 3, previews: false },
  images: [4, 5, 6],
  batch: 2,
}

describe('images of a share', async () => {
  const pipeline = await loadPipeline(stickerFolder, createRuntime({ device: 'cpu', threads: 1 }))
  afterAll(() => pipeline.close())

  const collect = async (asked: ImageWork, stopAt?: { image: number; step: number }) => {
    const controller = new AbortController()
    const events: ImageEvent[] = []
    for await (const event of renderImages(pipeline, asked, finishImage, controller.signal)) {
      events.push(event)
      if (
        event.type === 'step' &&
        stopAt &&
        event.images.includes(stopAt.image) &&
        event.step === stopAt.step
      )
        controller.abort()
    }
    return events
  }
  const rendered = (events: ImageEvent[]) => events.filter((event) => event.type === 'image')
  const finished = (events: ImageEvent[]) =>
    Promise.all(
      rendered(events).map(async ({ image, steps, finished: promise }) => ({
        image,
        steps,
        ...(await promise),
      })),
    )

  it('renders every image with its own seed, whatever the batch and the share it is in', async () => {
    const together = await finished(await collect(work))
    expect(together.map(({ image, steps }) => [image, steps])).toEqual([
      [4, 4],
      [5, 4],
      [6, 4],
    ])
    const alone = await finished(await collect({ ...work, images: [5], batch: 1 }))
    expect(alone[0]?.picture?.imageHash).toBe(together[1]?.picture?.imageHash)
    expect(alone[0]?.traceRoot).toBe(together[1]?.traceRoot)
    expect(new Set(together.map(({ picture }) => picture?.imageHash)).size).toBe(3)
  })

  it('states the steps done when it is cut, and commits to them', async () => {
    const events = await collect(work, { image: 4, step: 2 })
    expect(rendered(events)).toEqual([])
    const partial = events.filter((event) => event.type === 'partial')
    expect(partial.map(({ image, steps }) => [image, steps])).toEqual([
      [4, 2],
      [5, 2],
    ])
    expect(partial[0]?.traceRoot).not.toBe(imageTraceRoot(work.jobId, 4, []))
  })

  it('keeps finished images when a later batch is cut', async () => {
    const events = await collect(work, { image: 6, step: 1 })
    expect(rendered(events).map(({ image }) => image)).toEqual([4, 5])
    expect(events.at(-1)).toMatchObject({ type: 'partial', image: 6, steps: 1 })
  })

  it('shows previews only when asked', async () => {
    const looks = async (previews: boolean) =>
      (await collect({ ...work, images: [4], body: { ...work.body, previews } })).filter(
        ({ type }) => type === 'preview',
      ).length
    expect(await looks(false)).toBe(0)
    expect(await looks(true)).toBe(3)
  })
})
