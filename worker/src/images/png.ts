import { PNG } from 'pngjs'
import type { RgbImage } from './rgb.ts'

/** Lossless file of a picture. What is hashed and signed is the RGB bytes, because these bytes depend on zlib. */
export const encodePng = ({ width, height, data }: RgbImage): Uint8Array => {
  const png = new PNG({ width, height })
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return PNG.sync.write(png, { colorType: 2, inputColorType: 2, inputHasAlpha: false, filterType: 0 })
}
