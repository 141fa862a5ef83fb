import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import {
  COSEALG,
  cose,
  decodeClientDataJSON,
  decodeCredentialPublicKey,
  isoBase64URL,
} from '@simplewebauthn/server/helpers'
import { BaseError } from '@supernet/sdk/errors'
import type { PasskeyCreation, PasskeyUse } from '@supernet/sdk/schema'
import { bytesToHex, type Hex, hexToBytes } from 'viem'
import type { Site } from './site.ts'

/** A passkey as its browser states it. The statement is not signed: whoever knows the key can make it. */
export interface StatedPasskey {
  readonly id: string
  readonly publicKey: Hex
  readonly qx: Hex
  readonly qy: Hex
  readonly counter: number
  readonly challenge: Hex
}

/** A passkey that is known here. */
export interface KnownPasskey {
  readonly id: string
  readonly publicKey: Hex
  readonly counter: number
}

/** The library says by what it throws why a passkey is refused. */
async function refusing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof BaseError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new BaseError('passkey-refused', { details: { reason }, cause: error })
  }
}

const refused = (reason: string) => new BaseError('passkey-refused', { details: { reason } })

/** The challenge that an answer confirms. */
function challengeOf(clientDataJSON: string): Hex {
  const bytes = isoBase64URL.toBuffer(decodeClientDataJSON(clientDataJSON).challenge)
  if (bytes.length !== 32) throw refused('the challenge has not 32 bytes')
  return bytesToHex(bytes)
}

const expected = ({ origins, rpId }: Site, clientDataJSON: string) => ({
  // The answer names its challenge; that we gave it, and once, is found out in the transaction of the sign-in.
  expectedChallenge: decodeClientDataJSON(clientDataJSON).challenge,
  expectedOrigin: [...origins],
  expectedRPID: rpId,
  requireUserVerification: true,
})

/** Reads a new passkey: of this site, made by a verified person, of the curve that accounts know. */
export const readCreation = (site: Site, creation: PasskeyCreation): Promise<StatedPasskey> =>
  refusing(async () => {
    const { clientDataJSON } = creation.response
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: creation as never,
      ...expected(site, clientDataJSON),
      supportedAlgorithmIDs: [COSEALG.ES256],
    })
    if (!verified) throw refused('the attestation does not verify')
    const { id, publicKey, counter } = registrationInfo.credential
    return {
      id,
      publicKey: bytesToHex(publicKey),
      ...pointOf(publicKey),
      counter,
      challenge: challengeOf(clientDataJSON),
    }
  })

function pointOf(publicKey: Uint8Array<ArrayBuffer>): { qx: Hex; qy: Hex } {
  const key = decodeCredentialPublicKey(publicKey)
  if (!cose.isCOSEPublicKeyEC2(key)) throw refused('the key is of no curve')
  const [x, y] = [key.get(cose.COSEKEYS.x), key.get(cose.COSEKEYS.y)]
  if (key.get(cose.COSEKEYS.crv) !== cose.COSECRV.P256 || x?.length !== 32 || y?.length !== 32)
    throw refused('the key is not of P-256')
  return { qx: bytesToHex(x), qy: bytesToHex(y) }
}

/** Verifies that a known passkey signed, for this site and by a verified person. */
export const readUse = (site: Site, use: PasskeyUse, known: KnownPasskey) =>
  refusing(async () => {
    const { clientDataJSON } = use.response
    const { id, counter } = known
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: use as never,
      ...expected(site, clientDataJSON),
      credential: { id, counter, publicKey: Uint8Array.from(hexToBytes(known.publicKey)) },
    })
    if (!verified) throw refused('the signature does not verify')
    return { counter: authenticationInfo.newCounter, challenge: challengeOf(clientDataJSON) }
  })
