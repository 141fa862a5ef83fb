import { BaseError } from '@supernet/sdk/errors'

/** Bytes per pixel by colour type: grey, RGB, RGBA. What a worker writes, and no more. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 6: 4 }
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]

export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/**
 * RGB bytes of a PNG file, exactly. A canvas would not do: browsers that guard against fingerprints change the bytes
 * it gives back, and a receipt is checked against their hash.
 */
export async function decodePng(png: Uint8Array): Promise<Pixels> {
  const { width, height, channels, data } = readChunks(png)
  const stride = width * channels
  const raw = await inflate(data, (stride + 1) * height)
  if (raw.length !== (stride + 1) * height) throw undecodable('length')
  const pixels = unfilter(raw, stride, height, channels)
  if (channels === 3) return { width, height, rgb: pixels }
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = pixels[i * channels + (channels === 1 ? 0 : c)] ?? 0
  }
  return { width, height, rgb }
}

const undecodable = (what: string) => new BaseError('image-undecodable', { details: { what } })

function readChunks(png: Uint8Array) {
  if (SIGNATURE.some((byte, index) => png[index] !== byte)) throw undecodable('signature')
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const parts: Uint8Array[] = []
  let header: { width: number; height: number; channels: number } | undefined
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at)
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR' && body.length === 13) {
      const channels = CHANNELS[body[9] ?? -1]
      const plain = body[8] === 8 && body[12] === 0
      if (channels === undefined || !plain) throw undecodable('format')
      header = { width: view.getUint32(at + 8), height: view.getUint32(at + 12), channels }
    }
    if (type === 'IDAT') parts.push(body)
    at += length + 12
  }
  if (header === undefined) throw undecodable('header')
  return { ...header, data: parts }
}

async function inflate(parts: readonly Uint8Array[], expected: number): Promise<Uint8Array> {
  const stream = new Blob(parts.map((part) => new Uint8Array(part))).stream()
  const chunks = stream.pipeThrough(new DecompressionStream('deflate')).getReader()
  const out = new Uint8Array(expected)
  let length = 0
  try {
    for (let next = await chunks.read(); !next.done; next = await chunks.read()) {
      if (length + next.value.length > expected) throw undecodable('length')
      out.set(next.value, length)
      length += next.value.length
    }
  } catch (error) {
    throw error instanceof BaseError ? error : new BaseError('image-undecodable', { cause: error })
  }
  return out.subarray(0, length)
}

function unfilter(raw: Uint8Array, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0
    if (filter > 4) throw undecodable('filter')
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : (out[y * stride + x - channels] ?? 0)
      const up = y === 0 ? 0 : (out[(y - 1) * stride + x] ?? 0)
      const corner = x < channels || y === 0 ? 0 : (out[(y - 1) * stride + x - channels] ?? 0)
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner)
    }
  }
  return out
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
