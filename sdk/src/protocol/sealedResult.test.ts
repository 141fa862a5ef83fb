import { describe, expect, it } from 'vitest'
import { hex32 } from '../testing/jobRecords.ts'
import { padToMultiple, unpad } from './padding.ts'
import { decodePicture, encodePicture } from './picture.ts'
import { openResult, type ResultContext, sealResult } from './sealedResult.ts'

const key = Uint8Array.from({ length: 32 }, (_, i) => i)
const context: ResultContext = { jobId: hex32(1), share: 0, image: 3, kind: 'image' }
const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i * 13)

describe('a sealed result', () => {
  it('opens to the same bytes, in multiples of 64 KiB', async () => {
    const sealed = await sealResult(key, context, bytes)
    expect(sealed).toHaveLength(12 + 2 * 65_536 + 16)
    expect(await openResult(key, context, sealed)).toEqual(bytes)
  })

  it('takes multiples of 4 KiB as a preview', async () => {
    const preview = { ...context, kind: 'preview' } as const
    expect(await sealResult(key, preview, bytes.subarray(0, 100))).toHaveLength(12 + 4_096 + 16)
  })

  it.each<[string, Partial<ResultContext>]>([
    ['job', { jobId: hex32(2) }],
    ['share', { share: 1 }],
    ['picture', { image: 4 }],
    ['kind', { kind: 'preview' }],
  ])('does not open for another %s', async (_, change) => {
    const sealed = await sealResult(key, context, bytes)
    await expect(openResult(key, { ...context, ...change }, sealed)).rejects.toMatchObject({
      code: 'seal-unopenable',
    })
  })

  it('does not open with another key, cut, or changed', async () => {
    const sealed = await sealResult(key, context, bytes)
    const changed = Uint8Array.from(sealed)
    changed[40] = (changed[40] ?? 0) ^ 1
    const attempts: [Uint8Array, Uint8Array][] = [
      [key.map((byte) => byte + 1), sealed],
      [key, sealed.subarray(0, 20)],
      [key, new Uint8Array(0)],
      [key, changed],
    ]
    for (const [wrongKey, message] of attempts)
      await expect(openResult(wrongKey, context, message)).rejects.toMatchObject({ code: 'seal-unopenable' })
  })
})

describe('padding', () => {
  it.each([0, 1, 3, 60, 61, 4_092, 4_093])('of %d bytes comes off whole', (length) => {
    const padded = padToMultiple(bytes.subarray(0, length), 64)
    expect(padded.length % 64).toBe(0)
    expect(unpad(padded)).toEqual(bytes.slice(0, length))
  })

  it('that is not padding is refused', () => {
    expect(() => unpad(Uint8Array.of(0, 0, 0))).toThrow(expect.objectContaining({ code: 'seal-malformed' }))
    expect(() => unpad(Uint8Array.of(0, 0, 0, 9, 1))).toThrow()
    expect(() => unpad(Uint8Array.of(0, 0, 0, 1, 1, 1))).toThrow()
  })
})

describe('a picture', () => {
  it('keeps its size beside its file', () => {
    const picture = { width: 640, height: 32, png: bytes.slice(0, 99) }
    expect(decodePicture(encodePicture(picture))).toEqual(picture)
    expect(() => decodePicture(encodePicture(picture).subarray(0, 50))).toThrow(
      expect.objectContaining({ code: 'seal-malformed' }),
    )
  })
})
