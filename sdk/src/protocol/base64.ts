import { BaseError } from '../errors/base.ts'

/** Characters per call: `String.fromCharCode` takes its arguments on the stack. */
const CHUNK = 0x8000

export function bytesToBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += CHUNK)
    parts.push(String.fromCharCode(...bytes.subarray(i, i + CHUNK)))
  return btoa(parts.join(''))
}

/** As URLs and WebAuthn carry it: other signs, no padding. */
export const bytesToBase64Url = (bytes: Uint8Array): string =>
  bytesToBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

export function base64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch (cause) {
    throw new BaseError('seal-malformed', { cause })
  }
}
