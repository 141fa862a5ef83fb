import type { JobRecord } from '@supernet/sdk/client'
import type { JobId, Phase } from '@supernet/sdk/schema'
import { seedOf } from '../seed.ts'
import type { LiveJob } from './live.ts'

/** One picture of a request as the wall shows it. */
export interface Tile {
  readonly jobId: JobId
  readonly image: number
  readonly seed: string
  /** `opening`: the worker has delivered, this device has not yet unsealed, verified and stored it. */
  readonly phase: Phase | 'waiting' | 'opening' | 'stopping' | 'stopped' | 'failed'
  readonly step: number
  readonly of: number
  readonly preview?: Uint8Array
  /** Share that draws it; stopping it stops its other pictures too. */
  readonly share?: {
    readonly seq: number
    readonly operator: `0x${string}`
    readonly workerId: `0x${string}`
  }
  readonly code?: string
}

/** Tiles of a stored job, with what its render says at this moment on top. */
export function tilesOf(record: JobRecord, live: LiveJob = {}): Tile[] {
  return Array.from({ length: record.order.count }, (_, image) => tileOf(record, live, image))
}

function tileOf(record: JobRecord, live: LiveJob, image: number): Tile {
  const share = record.shares.findLast(
    ({ firstImage, images }) => firstImage <= image && image < firstImage + images,
  )
  const base = {
    jobId: record.jobId,
    image,
    seed: seedOf(record.body.seed, image),
    share: share && { seq: share.seq, operator: share.operator, workerId: share.workerId },
    step: 0,
    of: record.order.steps,
  }
  if (record.images.some((done) => done.image === image))
    return { ...base, phase: 'delivered', step: base.of }
  const ended = share === undefined || share.line !== undefined || share.fault !== undefined
  const seen = live[image]
  if (record.cancelled && (ended || record.done)) return { ...base, ...seen, of: base.of, phase: 'stopped' }
  if (record.failed !== undefined) return { ...base, phase: 'failed', code: record.failed }
  if (record.cancelled || share?.cancel !== undefined)
    return { ...base, ...seen, of: base.of, phase: ended ? 'stopped' : 'stopping' }
  if (ended) return { ...base, phase: 'waiting' }
  if (seen === undefined) return { ...base, phase: 'matched' }
  return {
    ...base,
    ...seen,
    of: seen.of || base.of,
    phase: seen.phase === 'delivered' ? 'opening' : seen.phase,
  }
}

/** What a tile's slip says. Never a bare percentage. */
export function tileWords({ phase, step, of }: Tile): string {
  switch (phase) {
    case 'waiting':
      return 'Finding a worker'
    case 'matched':
      return 'Matched, waiting its turn'
    case 'loading':
      return 'Loading the model'
    case 'rendering':
      return step === 0 ? 'Starting' : `Step ${step} of ${of}`
    case 'decoding':
      return 'Developing'
    case 'sealing':
      return 'Sealing'
    case 'opening':
      return 'Opening the seal'
    case 'delivered':
      return 'Delivered'
    case 'stopping':
      return 'Stopping'
    case 'stopped':
      return step === 0 ? 'Stopped' : `Stopped at step ${step}`
    case 'failed':
      return 'Failed'
  }
}

export const isMoving = ({ phase }: Tile): boolean =>
  phase !== 'delivered' && phase !== 'stopped' && phase !== 'failed'
