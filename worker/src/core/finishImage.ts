import { hash } from 'node:crypto'
import { imageHash, imageTraceRoot, latentHash, type Sha256 } from '@supernet/sdk/protocol'
import { encodePng } from '../images/png.ts'
import type { RgbImage } from '../images/rgb.ts'

type Hex = `0x${string}`

/** The platform's own SHA-256: about ten times as fast as a portable one. */
const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer')

/** An image as the graphs leave it: its latents one after the other, seed noise first, and the decoded picture. */
export interface RawImage {
  jobId: Hex
  /** Index in the whole request. */
  image: number
  latents: Float32Array
  latentSize: number
  /** Missing when the image was cut before it was decoded. */
  picture?: RgbImage
}

export interface FinishedImage {
  traceRoot: Hex
  picture?: { width: number; height: number; imageHash: Hex; png: Uint8Array }
}

/** Commits to every latent and to the picture, and encodes it. */
export const finishImage = async (raw: RawImage): Promise<FinishedImage> => {
  const { jobId, image, latents, latentSize, picture } = raw
  const hashes = Array.from({ length: latents.length / latentSize }, (_, k) =>
    latentHash(latents.subarray(k * latentSize, (k + 1) * latentSize), sha256),
  )
  if (!picture) return { traceRoot: imageTraceRoot(jobId, image, hashes) }
  const { width, height, data } = picture
  const decoded = imageHash(width, height, data, sha256)
  const traceRoot = imageTraceRoot(jobId, image, hashes, decoded)
  return { traceRoot, picture: { width, height, imageHash: decoded, png: await encodePng(picture) } }
}
