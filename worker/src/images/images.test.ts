import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { encodePng } from './png.ts'
import { previewOf } from './preview.ts'
import { toRgb } from './rgb.ts'

describe('pictures', () => {
  it('turn planes of -1..1 into bytes, clamped, halves to even', () => {
    const planes = Float32Array.of(-1, 1, 0, 2, -3, -1 + 1 / 127.5, 1, 1, 1, -1, -1, -1)
    const { data } = toRgb(planes, 2, 2)
    expect([data[0], data[3], data[6], data[9]]).toEqual([0, 255, 128, 255])
    expect([data[1], data[4]]).toEqual([0, 1])
  })

  it('survive a PNG file to the byte', async () => {
    const data = Uint8Array.from({ length: 3 * 5 * 7 }, (_, i) => (i * 37) % 256)
    const png = PNG.sync.read(Buffer.from(await encodePng({ width: 5, height: 7, data })))
    expect([png.width, png.height]).toEqual([5, 7])
    expect(png.data.filter((_, i) => i % 4 !== 3)).toEqual(Buffer.from(data))
  })

  it('shrink to previews by the mean of blocks', () => {
    const data = Uint8Array.from({ length: 3 * 192 * 96 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 10 : 20))
    const small = previewOf({ width: 192, height: 96, data })
    expect([small.width, small.height]).toEqual([96, 48])
    expect(new Set(small.data)).toEqual(new Set([15]))
  })

  it('stay as they are when they are small', () => {
    const data = Uint8Array.from({ length: 3 * 4 }, (_, i) => i)
    expect(previewOf({ width: 2, height: 2, data }).data).toEqual(data)
  })
})
