import { BaseError, toBaseError } from '@supernet/sdk/errors'
import {
  base64ToBytes,
  bytesToBase64Url,
  type PasskeyPublicKey,
  passkeyPublicKey,
} from '@supernet/sdk/protocol'
import type { LoginChallenge, PasskeyCreation, PasskeyUse } from '@supernet/sdk/schema'
import { bytesToHex, hexToBytes } from 'viem'

/** ECDSA over P-256 with SHA-256: the only kind that an account can check. */
const ES256 = -7
const POINT_BYTES = 65

type Challenge = Pick<LoginChallenge, 'challenge' | 'rpId'>

const bytesOf = (hex: `0x${string}`) => new Uint8Array(hexToBytes(hex))
const text = (buffer: ArrayBuffer) => bytesToBase64Url(new Uint8Array(buffer))
const idBytes = (id: string) => base64ToBytes(id.replaceAll('-', '+').replaceAll('_', '/'))

/** Declined, timed out or refused: browsers do not tell them apart. */
function refusal(error: unknown): BaseError {
  const { name } = error instanceof Error ? error : { name: '' }
  if (name === 'NotAllowedError' || name === 'AbortError')
    return new BaseError('transaction-rejected', { cause: error })
  if (name === 'NotSupportedError' || name === 'SecurityError' || name === 'ConstraintError')
    return new BaseError('passkey-unsupported', { cause: error })
  return toBaseError(error)
}

const envelope = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: 'public-key' as const,
  authenticatorAttachment: credential.authenticatorAttachment as 'platform' | 'cross-platform' | null,
  clientExtensionResults: {},
})

/** Makes a passkey that is found without its name again, and says which key it has. One prompt. */
export async function createPasskey(
  { challenge, rpId }: Challenge,
  label: string,
): Promise<{ creation: PasskeyCreation; key: PasskeyPublicKey }> {
  try {
    const credential = (await navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(challenge),
        rp: { id: rpId, name: 'Supernet' },
        user: { id: crypto.getRandomValues(new Uint8Array(32)), name: label, displayName: label },
        pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
      },
    })) as PublicKeyCredential
    const response = credential.response as AuthenticatorAttestationResponse
    const spki = response.getPublicKey()
    if (spki === null || response.getPublicKeyAlgorithm() !== ES256)
      throw new BaseError('passkey-unsupported')
    return {
      creation: {
        ...envelope(credential),
        response: {
          clientDataJSON: text(response.clientDataJSON),
          attestationObject: text(response.attestationObject),
          transports: response.getTransports(),
        },
      },
      key: passkeyPublicKey(bytesToHex(new Uint8Array(spki.slice(-POINT_BYTES)))),
    }
  } catch (error) {
    throw refusal(error)
  }
}

/** Asks for a passkey of this site: a known one, or whichever the person chooses. One prompt. */
export async function askPasskey({ challenge, rpId }: Challenge, known?: string): Promise<PasskeyUse> {
  try {
    const credential = (await navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(challenge),
        rpId,
        userVerification: 'required',
        allowCredentials: known === undefined ? [] : [{ type: 'public-key', id: idBytes(known) }],
      },
    })) as PublicKeyCredential
    const response = credential.response as AuthenticatorAssertionResponse
    return {
      ...envelope(credential),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: response.userHandle === null ? null : text(response.userHandle),
      },
    }
  } catch (error) {
    throw refusal(error)
  }
}

/** Tells the device that a passkey leads nowhere, so that it is not offered again. */
export async function forgetPasskey(rpId: string, credentialId: string): Promise<void> {
  const { signalUnknownCredential } = PublicKeyCredential as typeof PublicKeyCredential & {
    signalUnknownCredential?: (options: { rpId: string; credentialId: string }) => Promise<void>
  }
  await signalUnknownCredential?.call(PublicKeyCredential, { rpId, credentialId }).catch(() => undefined)
}
