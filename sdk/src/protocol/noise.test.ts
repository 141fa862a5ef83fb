import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { normals, philox4x32, type Words4 } from './noise.ts'

interface Vectors {
  philox: { counter: string[]; key: string[]; out: string[] }[]
  normals: { seed: string; stream: number; count: number; first: string[]; sha256: string }[]
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/noise.json', import.meta.url), 'utf8'),
)
const words = (values: string[]) => values.map(Number)

describe('philox4x32', () => {
  it.each(vectors.philox)('gives the known answer for counter $counter', ({ counter, key, out }) => {
    const [k0 = 0, k1 = 0] = words(key)
    expect(philox4x32(words(counter) as unknown as Words4, [k0, k1])).toEqual(words(out))
  })
})

describe('normals', () => {
  it.each(vectors.normals)('gives the bits of the vectors for seed $seed, stream $stream', (vector) => {
    const values = normals(BigInt(vector.seed), vector.count, vector.stream)
    expect([...new Uint32Array(values.buffer).subarray(0, 8)]).toEqual(words(vector.first))
    expect(createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex')).toBe(vector.sha256)
  })

  it('makes every value from its own place: a longer draw starts with the shorter one', () => {
    expect(normals(9n, 1_001).subarray(0, 37)).toEqual(normals(9n, 37))
  })

  it('takes the seed modulo 2^64, as images count on from the last seed', () => {
    expect(normals(2n ** 64n, 16)).toEqual(normals(0n, 16))
  })

  it('draws unlike noise for neighbouring seeds and for streams', () => {
    const correlation = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / a.length
    const base = normals(100n, 100_000)
    for (const other of [normals(101n, 100_000), normals(100n, 100_000, 1)])
      expect(Math.abs(correlation(base, other))).toBeLessThan(0.015)
  })

  describe('are distributed normally', () => {
    const count = 400_000
    const values = Float64Array.from(normals(2026n, count)).sort()
    const mean = values.reduce((sum, x) => sum + x, 0) / count
    const moment = (power: number) => values.reduce((sum, x) => sum + (x - mean) ** power, 0) / count
    const variance = moment(2)

    // Bounds are five standard errors of each statistic.
    it('mean', () => expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(count)))
    it('variance', () => expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / count)))
    it('skewness', () => expect(Math.abs(moment(3) / variance ** 1.5)).toBeLessThan(5 * Math.sqrt(6 / count)))
    it('kurtosis', () =>
      expect(Math.abs(moment(4) / variance ** 2 - 3)).toBeLessThan(5 * Math.sqrt(24 / count)))
    it('distance of Kolmogorov and Smirnov', () => {
      let distance = 0
      for (let i = 0; i < count; i++) {
        const p = distribution(values[i] ?? 0)
        distance = Math.max(distance, Math.abs(p - i / count), Math.abs(p - (i + 1) / count))
      }
      // Critical value at 0.1 %.
      expect(distance).toBeLessThan(1.95 / Math.sqrt(count))
    })
    it('tails', () => {
      const beyond = values.filter((x) => Math.abs(x) > 3).length / count
      expect(beyond).toBeGreaterThan(0.0023)
      expect(beyond).toBeLessThan(0.0031)
      expect(Math.max(-(values[0] ?? 0), values.at(-1) ?? 0)).toBeLessThan(6.3)
    })
  })
})

/** Normal distribution function, by integrating the density with Simpson's rule. */
function distribution(x: number): number {
  const steps = 64
  const width = x / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2
    sum += weight * Math.exp(-((i * width) ** 2) / 2)
  }
  return 0.5 + (sum * width) / 3 / Math.sqrt(2 * Math.PI)
}
