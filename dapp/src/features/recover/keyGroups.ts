import { type PasskeyPublicKey, passkeySigner, signerId } from '@supernet/sdk/protocol'
import { chunk } from '../../lib/words.ts'

const SHOWN = 16
const GROUP = 4

/**
 * The end of a passkey's id in four groups, to be read aloud: long enough that nobody makes another passkey with the same
 * ones, short enough for a phone call.
 */
export const keyGroups = (webAuthnVerifier: `0x${string}`, key: PasskeyPublicKey): string[] =>
  chunk(signerId(passkeySigner(webAuthnVerifier, key)).slice(-SHOWN), GROUP)
