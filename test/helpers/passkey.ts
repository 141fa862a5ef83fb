import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { bytesToBase64Url, type PasskeyAssertion, type PasskeyPublicKey } from '@supernet/sdk/protocol'
import type { PasskeyCreation, PasskeyUse } from '@supernet/sdk/schema'
import { bytesToHex, type Hex, hexToBytes } from 'viem'

/** An authenticator in the machine's memory: P-256 keys, and what a browser gives when they are made and used. */
export type Passkey = PasskeyPublicKey & {
  readonly id: string
  readonly origin: string
  /** Signs a hash for an account. */
  sign(hash: Hex): PasskeyAssertion
  /** The statement about the new key, without attestation, as registrations want it. */
  create(challenge: Hex): PasskeyCreation
  /** A signature in the form of sign-ins. */
  use(challenge: Hex): PasskeyUse
}

type Options = {
  /** Domain that it says it belongs to; of the origin unless set. */
  rpId?: string
  /** User present and verified, a key that may be and is backed up. */
  flags?: number
  /** How often it signed so far; synchronised passkeys never count. */
  counter?: () => number
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest()
const base64Url = (bytes: Uint8Array) => bytesToBase64Url(new Uint8Array(bytes))
const FLAGS = 0x1d
const HAS_KEY = 0x40
/** COSE: kty EC2, alg ES256, crv P-256, x, y. */
const coseKey = (x: Uint8Array, y: Uint8Array) =>
  isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]) as never,
  )

export function createPasskey(origin = 'http://localhost:4180', options: Options = {}): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const [x, y] = [jwk.x, jwk.y].map((text = '') => new Uint8Array(Buffer.from(text, 'base64url'))) as [
    Uint8Array,
    Uint8Array,
  ]
  const { rpId = new URL(origin).hostname, flags = FLAGS, counter = () => 0 } = options
  const id = new Uint8Array(randomBytes(16))
  const credential = { id: base64Url(id), rawId: base64Url(id), type: 'public-key' as const }

  const authenticatorData = (more = 0, attested: Uint8Array = new Uint8Array()) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter())
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags | more]), count, attested])
  }
  const clientData = (type: string, challenge: Hex) =>
    JSON.stringify({
      type,
      challenge: bytesToBase64Url(hexToBytes(challenge)),
      origin,
      crossOrigin: false,
    })
  const signed = (challenge: Hex, dsaEncoding: 'der' | 'ieee-p1363') => {
    const data = authenticatorData()
    const clientDataJSON = clientData('webauthn.get', challenge)
    const message = Buffer.concat([data, sha256(Buffer.from(clientDataJSON))])
    return { data, clientDataJSON, signature: sign('sha256', message, { key: privateKey, dsaEncoding }) }
  }

  return {
    qx: bytesToHex(x),
    qy: bytesToHex(y),
    id: credential.id,
    origin,
    sign(hash) {
      const { data, clientDataJSON, signature } = signed(hash, 'ieee-p1363')
      return {
        signature: bytesToHex(new Uint8Array(signature)),
        webauthn: { authenticatorData: bytesToHex(new Uint8Array(data)), clientDataJSON },
      }
    },
    create(challenge) {
      const length = Buffer.from([0, id.length])
      const attested = Buffer.concat([new Uint8Array(16), length, id, coseKey(x, y)])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authenticatorData(HAS_KEY, attested))],
      ])
      const clientDataJSON = base64Url(Buffer.from(clientData('webauthn.create', challenge)))
      const attestationObject = base64Url(isoCBOR.encode(attestation as never))
      return {
        ...credential,
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject, transports: ['internal'] },
      }
    },
    use(challenge) {
      const { data, clientDataJSON, signature } = signed(challenge, 'der')
      return {
        ...credential,
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64Url(Buffer.from(clientDataJSON)),
          authenticatorData: base64Url(data),
          signature: base64Url(signature),
        },
      }
    },
  }
}
