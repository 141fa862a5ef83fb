import type { RgbImage } from './rgb.ts'

/** Longest side of a preview: sealed and padded it stays far below the size of a message. */
const LONGEST_SIDE = 96

/** A smaller picture: the mean of square blocks. */
export const previewOf = ({ width, height, data }: RgbImage): RgbImage => {
  const factor = Math.ceil(Math.max(width, height) / LONGEST_SIDE)
  const small = { width: Math.floor(width / factor), height: Math.floor(height / factor) }
  const out = new Uint8Array(3 * small.width * small.height)
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (let dy = 0; dy < factor; dy++) {
          for (let dx = 0; dx < factor; dx++) {
            sum += data[3 * ((y * factor + dy) * width + x * factor + dx) + channel] ?? 0
          }
        }
        out[3 * (y * small.width + x) + channel] = sum / factor ** 2
      }
    }
  }
  return { ...small, data: out }
}
