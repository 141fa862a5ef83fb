import { hash } from 'node:crypto'
import { BaseError } from '@supernet/sdk/errors'
import { encodePicture, type Picture, sealResult, signReceipt } from '@supernet/sdk/protocol'
import type { Body, FromWorker, Phase } from '@supernet/sdk/schema'
import type { Common } from '../common.ts'
import { receiptOf } from '../core/receipt.ts'
import { type ImageEvent, renderImages } from '../core/renderImages.ts'
import {
  type DeliveredImage,
  imagesOf,
  missingImages,
  type PartialImage,
  type ShareRecord,
} from '../core/share.ts'
import { encodePng } from '../images/png.ts'
import { previewOf } from '../images/preview.ts'
import type { ServedModel } from './models.ts'
import type { Outbox } from './outbox.ts'

/** Steps are told at most this often per image. */
const PROGRESS_MS = 40

export interface ShareWork {
  record: ShareRecord
  body: Body
  resultKey: Uint8Array
  model: ServedModel
  batch: number
}

type Rendered = Extract<ImageEvent, { type: 'image' }>

/**
 * Renders what is missing of a share. Each finished image is sealed, stored, and entered in the journal with a new
 * cumulative receipt, in order, while the next ones render. Resolves with the steps of images that `signal` cut.
 */
export const renderShare = async (
  { record, body, resultKey, model, batch }: ShareWork,
  { operator, domain, clock, journal, results, finisher }: Common,
  outbox: Outbox,
  tell: (message: FromWorker) => void,
  signal: AbortSignal,
): Promise<PartialImage[]> => {
  const { ticket, share, order, signed } = record
  const { jobId } = signed.ticket
  const started = performance.now() - (record.newest?.receipt.elapsedMs ?? 0)
  const delivered: DeliveredImage[] = [...record.delivered]
  const partial: PartialImage[] = []
  let deliveries = Promise.resolve()
  const toldAt = new Map<number, number>()

  const tellPhase = (phase: Phase, image: number, step: number) =>
    tell({ type: 'progress', ticket, share, phase, image, step, of: order.steps })

  const tellStep = (image: number, step: number) => {
    const now = performance.now()
    if (step < order.steps && now - (toldAt.get(image) ?? 0) < PROGRESS_MS) return
    toldAt.set(image, now)
    tellPhase('rendering', image, step)
    if (step === order.steps) tellPhase('decoding', image, step)
  }

  const seal = (kind: 'image' | 'preview', image: number, picture: Picture) =>
    sealResult(resultKey, { jobId, share, image, kind }, encodePicture(picture))

  const preview = async ({ image, step, picture }: Extract<ImageEvent, { type: 'preview' }>) => {
    const small = previewOf(picture)
    const { width, height } = small
    const sealed = await seal('preview', image, { width, height, png: await encodePng(small) })
    tell({ type: 'preview', ticket, share, image, step, sealed: Buffer.from(sealed).toString('base64') })
  }

  const deliver = async ({ image, steps, finished }: Rendered) => {
    const { traceRoot, picture } = await finished
    if (!picture) throw new BaseError('render-failed', { details: { image } })
    tellPhase('sealing', image, steps)
    const sealed = await seal('image', image, picture)
    const sha256 = `0x${hash('sha256', sealed)}` as const
    await results.save(sha256, sealed)
    const { imageHash } = picture
    const completedAt = clock.now()
    const made = {
      image,
      imageHash,
      traceRoot,
      steps,
      blob: { image, sha256, bytes: sealed.length },
      completedAt,
    }
    delivered.push(made)
    const receipt = receiptOf(record, {
      delivered,
      partial: [],
      classId: model.offer.classId,
      elapsedMs: performance.now() - started,
      completedAt,
      last: delivered.length === imagesOf(record),
    })
    journal.deliver([made], receipt, await signReceipt(operator, domain, receipt))
    outbox.notify(ticket, share)
    tellPhase('delivered', image, steps)
  }

  const work = { jobId, order, body, images: missingImages(record), batch }
  try {
    for await (const event of renderImages(model.pipeline, work, finisher.finish, signal)) {
      switch (event.type) {
        case 'step':
          for (const image of event.images) tellStep(image, event.step)
          break
        case 'preview':
          await preview(event)
          break
        case 'image':
          deliveries = deliveries.then(() => deliver(event))
          // A failure is thrown by the await below; without this it would count as unhandled until then.
          deliveries.catch(() => undefined)
          break
        case 'partial':
          partial.push({ image: event.image, traceRoot: event.traceRoot, steps: event.steps })
          break
      }
    }
  } finally {
    // Whatever ended the render, nothing may be signed after the last receipt that follows.
    await deliveries
  }
  return partial
}
