import { inverseNormal } from './inverseNormal.ts'

/*
 * Noise that is bit for bit the same on every engine: integers and IEEE-exact operations only.
 * Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3" (SC11), and Random123's
 * known-answer vectors.
 */

const MUL0 = 0xd2511f53
const MUL1 = 0xcd9e8d57
const WEYL0 = 0x9e3779b9
const WEYL1 = 0xbb67ae85
const ROUNDS = 10

/** High 32 bits of a 32 x 32 bit product, from 16-bit halves: no intermediate passes 2^53. */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const carry = (middle & 0xffff) + aLow * bHigh
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0
}

export type Words4 = readonly [number, number, number, number]

/** Ten rounds of Philox on a 128-bit counter with a 64-bit key, as unsigned 32-bit words. */
export function philox4x32(
  counter: Words4,
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter
  let [k0, k1] = key
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = mulHigh(MUL0, c0)
    const low0 = Math.imul(MUL0, c0)
    const high1 = mulHigh(MUL1, c2)
    const low1 = Math.imul(MUL1, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    c0 >>>= 0
    c1 >>>= 0
    c2 >>>= 0
    c3 >>>= 0
    k0 = (k0 + WEYL0) >>> 0
    k1 = (k1 + WEYL1) >>> 0
  }
  return [c0, c1, c2, c3]
}

/**
 * `count` standard normal deviates for a 64-bit seed. Value i comes from word i % 4 of block i / 4 alone, so any part
 * can be made without the rest. `stream` tells apart draws of one picture: 0 is the seed noise, k the noise of step k.
 */
export function normals(seed: bigint, count: number, stream = 0): Float32Array {
  const bits = BigInt.asUintN(64, seed)
  const key = [Number(bits & 0xffffffffn), Number(bits >> 32n)] as const
  const out = new Float32Array(count)
  for (let start = 0; start < count; start += 4) {
    const block = start / 4
    const words = philox4x32([block >>> 0, Math.floor(block / 0x1_0000_0000), stream >>> 0, 0], key)
    const end = Math.min(4, count - start)
    for (let i = 0; i < end; i++) out[start + i] = inverseNormal(((words[i] ?? 0) + 0.5) / 0x1_0000_0000)
  }
  return out
}
