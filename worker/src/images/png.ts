import { PNG } from 'pngjs'
import type { RgbImage } from './rgb.ts'

/**
 * Lossless file of a picture; it is compressed on another thread while the next pictures render. What is hashed and
 * signed is the RGB bytes, because these bytes depend on zlib.
 */
export const encodePng = ({ width, height, data }: RgbImage): Promise<Uint8Array> => {
  const png = new PNG({ width, height, colorType: 2, inputColorType: 2, inputHasAlpha: false, filterType: 0 })
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    png
      .pack()
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject)
  })
}
