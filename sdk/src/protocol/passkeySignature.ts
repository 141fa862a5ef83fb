import { bytesToHex, encodeAbiParameters, type Hex, hexToBigInt, numberToHex, size, slice } from 'viem'
import { bytesToBase64Url } from './base64.ts'

/** Public key of a passkey: a point of P-256. */
export type PasskeyPublicKey = { readonly qx: Hex; readonly qy: Hex }

/** What an authenticator answered, in the form of viem's `WebAuthnAccount.sign`. */
export type PasskeyAssertion = {
  /** r and s, 32 bytes each; more is not read. */
  readonly signature: Hex
  readonly webauthn: {
    readonly authenticatorData: Hex
    readonly clientDataJSON: string
    readonly challengeIndex?: number | undefined
    readonly typeIndex?: number | undefined
  }
}

/** Order of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** From the form of browsers and viem: 64 bytes, or 65 with the leading 4. Throws for any other length. */
export function passkeyPublicKey(publicKey: Hex): PasskeyPublicKey {
  const length = size(publicKey)
  if (length !== 64 && length !== 65) throw new Error(`A P-256 key has 64 bytes, not ${length}`)
  const start = length - 64
  return { qx: slice(publicKey, start, start + 32), qy: slice(publicKey, start + 32) }
}

/** The signature of an account's passkey, as `SignerWebAuthn` reads it. */
export function encodePasskeySignature({ signature, webauthn }: PasskeyAssertion): Hex {
  const { authenticatorData, clientDataJSON } = webauthn
  const challengeIndex = webauthn.challengeIndex ?? clientDataJSON.indexOf('"challenge"')
  const typeIndex = webauthn.typeIndex ?? clientDataJSON.indexOf('"type"')
  const s = hexToBigInt(slice(signature, 32, 64))
  // Of the two signatures that an authenticator may give, contracts take the one with the smaller s.
  const low = s > ORDER / 2n ? ORDER - s : s
  return encodeAbiParameters(
    [
      { type: 'bytes32' },
      { type: 'bytes32' },
      { type: 'uint256' },
      { type: 'uint256' },
      { type: 'bytes' },
      { type: 'string' },
    ],
    [
      slice(signature, 0, 32),
      numberToHex(low, { size: 32 }),
      BigInt(challengeIndex),
      BigInt(typeIndex),
      authenticatorData,
      clientDataJSON,
    ],
  )
}

/** The challenge that a passkey signs for a hash. */
export const passkeyChallenge = (hash: Uint8Array): string => bytesToBase64Url(hash)

/** Chromium adds this to one answer in five, so that nobody compares them with a template. It is bytes to pay for. */
const CHROMIUM_EXTRA = {
  other_keys_can_be_added_here: 'do not compare clientDataJSON against a template. See https://goo.gl/yabPex',
}

/** A signature of the usual size that verifies nowhere: to estimate an operation with before anyone is asked to sign. */
export const stubPasskeySignature = (origin: string): Hex =>
  encodePasskeySignature({
    signature: `0x${'a1'.repeat(32)}${'51'.repeat(32)}`,
    webauthn: {
      authenticatorData: bytesToHex(new Uint8Array(37).fill(0xff, 0, 32).fill(0x1d, 32)),
      clientDataJSON: JSON.stringify({
        type: 'webauthn.get',
        challenge: passkeyChallenge(new Uint8Array(32).fill(0xaa)),
        origin,
        crossOrigin: false,
        ...CHROMIUM_EXTRA,
      }),
    },
  })
