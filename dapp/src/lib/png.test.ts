import { deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { decodePng } from './png.ts'

const width = 5
const height = 7
const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37 + (i >> 2) * 11) % 256)

function encode(colorType: 0 | 2 | 6, filterType: number): Uint8Array {
  const image = new PNG({ width, height })
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) image.data[i * 4 + c] = rgb[i * 3 + (colorType === 0 ? 0 : c)] ?? 0
    image.data[i * 4 + 3] = 255
  }
  return PNG.sync.write(image, { colorType, filterType, inputColorType: 6 })
}

describe('decodePng', () => {
  it.each([0, 1, 2, 3, 4])('gives back every byte, filter %i', async (filter) => {
    expect(await decodePng(encode(2, filter))).toEqual({ width, height, rgb })
  })

  it('drops alpha', async () => {
    expect((await decodePng(encode(6, 4))).rgb).toEqual(rgb)
  })

  it.each([
    ['another file', new TextEncoder().encode('GIF89a')],
    ['a file cut short', encode(2, 0).subarray(0, 60)],
    ['a file with a damaged body', damaged()],
  ])('refuses %s', async (_, bytes) => {
    await expect(decodePng(bytes)).rejects.toMatchObject({ code: 'image-undecodable' })
  })

  it('refuses more pixels than it announces', async () => {
    const whole = encode(2, 0)
    const bomb = deflateSync(Buffer.alloc(1_000_000))
    const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('IDAT'), bomb, Buffer.alloc(4)])
    chunk.writeUInt32BE(bomb.length)
    const file = new Uint8Array(Buffer.concat([whole.subarray(0, 33), chunk]))
    await expect(decodePng(file)).rejects.toMatchObject({ code: 'image-undecodable' })
  })
})

function damaged(): Uint8Array {
  const bytes = Uint8Array.from(encode(2, 0))
  bytes.fill(7, 50, 70)
  return bytes
}
