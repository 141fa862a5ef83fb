import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { imageHash, latentHash } from './images.ts'

const native = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const rgb = Uint8Array.from({ length: 2 * 3 * 3 }, (_, i) => i * 11)

describe('imageHash', () => {
  it('covers width, height and pixels, whoever computes it', () => {
    const preimage = Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 3, ...rgb)
    const expected = `0x${createHash('sha256').update(preimage).digest('hex')}`
    expect(imageHash(2, 3, rgb)).toBe(expected)
    expect(imageHash(2, 3, rgb, native)).toBe(expected)
    expect(imageHash(3, 2, rgb)).not.toBe(expected)
  })
})

describe('latentHash', () => {
  it('covers the little-endian bytes of a view, wherever it starts', () => {
    const whole = Float32Array.of(9, 1, -2.5, 3)
    const view = whole.subarray(1)
    const bytes = Buffer.alloc(12)
    view.forEach((value, i) => {
      bytes.writeFloatLE(value, i * 4)
    })
    const expected = `0x${createHash('sha256').update(bytes).digest('hex')}`
    expect(latentHash(view)).toBe(expected)
    expect(latentHash(view, native)).toBe(expected)
  })
})
