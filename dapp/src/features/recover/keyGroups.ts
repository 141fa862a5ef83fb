import { type PasskeyPublicKey, passkeySigner, signerId } from '@supernet/sdk/protocol'

const SHOWN = 16
const GROUP = 4

/**
 * The end of a passkey's id in four groups, to be read aloud: long enough that nobody makes another passkey with the same
 * ones, short enough for a phone call.
 */
export function keyGroups(webAuthnVerifier: `0x${string}`, key: PasskeyPublicKey): string[] {
  const end = signerId(passkeySigner(webAuthnVerifier, key)).slice(-SHOWN)
  return Array.from({ length: SHOWN / GROUP }, (_, place) => end.slice(place * GROUP, (place + 1) * GROUP))
}
