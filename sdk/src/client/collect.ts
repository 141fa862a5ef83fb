import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from 'viem'
import { BaseError } from '../errors/base.ts'
import { imageHash } from '../protocol/images.ts'
import { resultRoot } from '../protocol/merkle.ts'
import { decodePicture } from '../protocol/picture.ts'
import { openResult } from '../protocol/sealedResult.ts'
import type { BlobRef } from '../schema/job.ts'
import type { Receipt } from '../schema/typed.ts'
import type { Context } from './context.ts'
import type { ImageRecord, JobRecord, ShareRecord } from './jobRecord.ts'

export type Collected = ImageRecord & { readonly png: Uint8Array }

/** Opens one sealed picture and hashes its pixels. Throws when it is not what was announced. */
async function openPicture(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  blob: Pick<BlobRef, 'image' | 'sha256'>,
  signal: AbortSignal,
): Promise<Collected> {
  const sealed = await ctx.relayer.getBlob(blob.sha256, { signal })
  if (bytesToHex(sha256(sealed)) !== blob.sha256) throw new BaseError('blob-hash', { details: blob })
  const plaintext = await openResult(
    hexToBytes(share.resultKey),
    { jobId: job.jobId, share: share.share, image: blob.image, kind: 'image' },
    sealed,
  )
  const { png } = decodePicture(plaintext)
  const pixels = await ctx.decodePng(png).catch((cause: unknown) => {
    throw new BaseError('image-undecodable', { cause })
  })
  if (pixels.width !== job.order.width || pixels.height !== job.order.height)
    throw new BaseError('image-undecodable', { details: { width: pixels.width, height: pixels.height } })
  return {
    image: blob.image,
    seq: share.seq,
    hash: imageHash(pixels.width, pixels.height, pixels.rgb),
    sha256: bytesToHex(sha256(png)),
    blob: blob.sha256,
    png,
  }
}

/**
 * The pictures of `receipt` that are not stored yet, after the root over all of them was recomputed from their
 * pixels. Throws `receipt-root` when it is another one.
 */
export async function collect(
  ctx: Context,
  job: JobRecord,
  share: ShareRecord,
  receipt: Receipt,
  blobs: readonly BlobRef[],
  signal: AbortSignal,
): Promise<Collected[]> {
  const stored = job.images.filter((image) => image.seq === share.seq)
  return completeWith(ctx, { job, share, receipt, stored }, blobs, signal)
}

interface Partly {
  readonly job: JobRecord
  readonly share: ShareRecord
  readonly receipt: Receipt
  /** Pictures of the share that were verified before. */
  readonly stored: readonly ImageRecord[]
}

/** Opens what is not `stored`; all of it together has to be what the receipt vouches for. */
export async function completeWith(
  ctx: Context,
  { job, share, receipt, stored }: Partly,
  blobs: readonly Pick<BlobRef, 'image' | 'sha256'>[],
  signal: AbortSignal,
): Promise<Collected[]> {
  const known = new Set(stored.map(({ image }) => image))
  const last = share.firstImage + share.images
  const fresh = blobs
    .filter(({ image }) => image >= share.firstImage && image < last && !known.has(image))
    .slice(0, receipt.images - stored.length)
  const opened = await Promise.all(fresh.map((blob) => openPicture(ctx, job, share, blob, signal)))
  const all = [...stored, ...opened]
  if (all.length !== receipt.images || resultRoot(all) !== receipt.resultRoot)
    throw new BaseError('receipt-root', { details: { seq: share.seq, images: all.length } })
  return opened
}
