import { encodePng } from '../../worker/src/images/png.ts'
import type { RgbImage } from '../../worker/src/images/rgb.ts'
import { seededRandom } from './random.ts'

/** A picture of noise: it stands for a render where a test is not about rendering, and occurs nowhere by chance. */
export async function noisePicture(
  seed: number,
  width: number,
  height: number,
): Promise<RgbImage & { png: Uint8Array }> {
  const { next } = seededRandom(seed)
  const data = Uint8Array.from({ length: 3 * width * height }, () => Math.floor(next() * 256))
  return { width, height, data, png: await encodePng({ width, height, data }) }
}
