/** A decoded picture: rows from the top, three bytes a pixel. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/**
 * Planar samples in -1..1 to interleaved bytes. The clamped array does the clamping and the rounding, which
 * ECMAScript fixes to the bit (halves to even).
 */
export const toRgb = (planes: Float32Array, width: number, height: number): RgbImage => {
  const pixels = width * height
  const data = new Uint8ClampedArray(3 * pixels)
  for (let channel = 0; channel < 3; channel++) {
    const plane = channel * pixels
    for (let i = 0; i < pixels; i++) data[3 * i + channel] = ((planes[plane + i] ?? 0) + 1) * 127.5
  }
  return { width, height, data: new Uint8Array(data.buffer) }
}
