import { BaseError } from '../errors/base.ts'

/** Plaintext of a sealed picture: u16 width, u16 height, u32 length of the PNG file, the file. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly png: Uint8Array
}

const HEADER_BYTES = 8

export function encodePicture({ width, height, png }: Picture): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + png.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, width)
  view.setUint16(2, height)
  view.setUint32(4, png.length)
  bytes.set(png, HEADER_BYTES)
  return bytes
}

export function decodePicture(bytes: Uint8Array): Picture {
  if (bytes.length < HEADER_BYTES) throw new BaseError('seal-malformed', { details: { bytes: bytes.length } })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const png = bytes.slice(HEADER_BYTES)
  if (view.getUint32(4) !== png.length)
    throw new BaseError('seal-malformed', { details: { bytes: bytes.length } })
  return { width: view.getUint16(0), height: view.getUint16(2), png }
}
