import { concatBytes, encodeAbiParameters, type Hex, hexToBytes } from 'viem'
import { BaseError } from '../errors/base.ts'
import { padToMultiple, unpad } from './padding.ts'

const NONCE_BYTES = 12
const MULTIPLE = { image: 64 * 1024, preview: 4 * 1024 } as const

/** What a sealed picture is bound to. `image` is its index in the whole request. */
export interface ResultContext {
  readonly jobId: Hex
  readonly share: number
  readonly image: number
  readonly kind: 'preview' | 'image'
}

const additionalData = ({ jobId, share, image, kind }: ResultContext): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    hexToBytes(
      encodeAbiParameters(
        [{ type: 'bytes32' }, { type: 'uint16' }, { type: 'uint16' }, { type: 'string' }],
        [jobId, share, image, kind],
      ),
    ),
  )

const importKey = (resultKey: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(resultKey), 'AES-GCM', false, [usage])

/** AES-256-GCM under the key that both sides exported from the body's HPKE context; random nonce in front. */
export async function sealResult(
  resultKey: Uint8Array,
  context: ResultContext,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const key = await importKey(resultKey, 'encrypt')
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const padded = padToMultiple(plaintext, MULTIPLE[context.kind])
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: additionalData(context) },
    key,
    padded,
  )
  return concatBytes([iv, new Uint8Array(sealed)])
}

/** Opens what `sealResult` made for the same context. Throws `seal-unopenable` or `seal-malformed`. */
export async function openResult(
  resultKey: Uint8Array,
  context: ResultContext,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  const key = await importKey(resultKey, 'decrypt')
  const iv = Uint8Array.from(sealed.subarray(0, NONCE_BYTES))
  const ciphertext = Uint8Array.from(sealed.subarray(NONCE_BYTES))
  const padded = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv, additionalData: additionalData(context) }, key, ciphertext)
    .catch((cause: unknown) => {
      throw new BaseError('seal-unopenable', { cause })
    })
  return unpad(new Uint8Array(padded))
}
