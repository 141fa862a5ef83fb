import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, type Hex } from 'viem'

/** Hash function over bytes. The default is portable; a worker passes its platform's native one. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** SHA-256 over u32be width, u32be height, RGB bytes: the picture, not the file it is stored in. */
export function imageHash(width: number, height: number, rgb: Uint8Array, sha256: Sha256 = nobleSha256): Hex {
  const bytes = new Uint8Array(8 + rgb.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  bytes.set(rgb, 8)
  return bytesToHex(sha256(bytes))
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** SHA-256 over the little-endian float32 bytes. */
export function latentHash(latent: Float32Array, sha256: Sha256 = nobleSha256): Hex {
  if (littleEndian)
    return bytesToHex(sha256(new Uint8Array(latent.buffer, latent.byteOffset, latent.byteLength)))
  const view = new DataView(new ArrayBuffer(latent.byteLength))
  latent.forEach((value, i) => {
    view.setFloat32(i * 4, value, true)
  })
  return bytesToHex(sha256(new Uint8Array(view.buffer)))
}
