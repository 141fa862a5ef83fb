import { BaseError } from '../errors/base.ts'

const PREFIX_BYTES = 4

/** Length as u32 big endian, the bytes, zeros up to `size`. */
export function padTo(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(size)
  new DataView(padded.buffer).setUint32(0, bytes.length)
  padded.set(bytes, PREFIX_BYTES)
  return padded
}

export const padToMultiple = (bytes: Uint8Array, multiple: number): Uint8Array<ArrayBuffer> =>
  padTo(bytes, Math.ceil((bytes.length + PREFIX_BYTES) / multiple) * multiple)

/** Throws `seal-malformed` unless the length fits and everything after it is zero. */
export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < PREFIX_BYTES) throw new BaseError('seal-malformed')
  const length = new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0)
  const end = PREFIX_BYTES + length
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0))
    throw new BaseError('seal-malformed', { details: { length } })
  return padded.slice(PREFIX_BYTES, end)
}
