import { PNG } from 'pngjs'
import type { DecodePng } from '../client/context.ts'

/** RGB of a PNG file as stored: no colour management. Alpha is dropped, as nothing in the protocol has any. */
export const decodePng: DecodePng = async (png) => {
  const { width, height, data } = PNG.sync.read(Buffer.from(png))
  const rgb = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < 3; channel++) rgb[pixel * 3 + channel] = data[pixel * 4 + channel] ?? 0
  return { width, height, rgb }
}
