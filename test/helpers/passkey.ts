import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { bytesToBase64Url, type PasskeyAssertion, type PasskeyPublicKey } from '@supernet/sdk/protocol'
import { bytesToHex, type Hex, hexToBytes } from 'viem'

/** An authenticator in the machine's memory: P-256 keys and WebAuthn assertions as a browser gives them. */
export type Passkey = PasskeyPublicKey & { sign(hash: Hex): PasskeyAssertion }

/** User present and verified, a key that may be and is backed up. */
const FLAGS = 0x1d
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest()

export function createPasskey(origin = 'http://localhost:4180'): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const coordinate = (text = '') => bytesToHex(new Uint8Array(Buffer.from(text, 'base64url')))
  const rpId = new URL(origin).hostname
  const authenticatorData = Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([FLAGS, 0, 0, 0, 1])])
  return {
    qx: coordinate(jwk.x),
    qy: coordinate(jwk.y),
    sign(hash) {
      const challenge = bytesToBase64Url(hexToBytes(hash))
      const clientDataJSON = JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false })
      const signed = Buffer.concat([authenticatorData, sha256(Buffer.from(clientDataJSON))])
      const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return {
        signature: bytesToHex(new Uint8Array(signature)),
        webauthn: { authenticatorData: bytesToHex(new Uint8Array(authenticatorData)), clientDataJSON },
      }
    },
  }
}
