import { passkeySigner, recoveryNonceKey, recoveryOperations, signerId } from '@supernet/sdk/protocol'
import type { RecoveryView } from '@supernet/sdk/schema'
import { network } from './views.ts'

export const DAY = 86_400
export const NOW = Math.floor(Date.now() / 1_000)
export const LOST = `0x${'4c'.repeat(20)}` as const
export const CODE = 'ABCDEFGHJKMN'

/** The passkey of the new device: a point of P-256 is not asked for. */
export const newKey = { qx: `0x${'31'.repeat(32)}`, qy: `0x${'32'.repeat(32)}` } as const

const signer = passkeySigner(network.contracts.webAuthnVerifier, newKey)

/** Its key as people read it to each other. */
export const spokenKey = signerId(signer).slice(-16).match(/.{4}/g)?.join(' ') ?? ''

export const operations = recoveryOperations(network.contracts, {
  account: LOST,
  key: newKey,
  nonce: recoveryNonceKey(network.contracts) << 64n,
})

/** A recovery that nobody has signed, with what the test changes. */
export const recoveryView = (change: Partial<RecoveryView> = {}): RecoveryView => ({
  code: CODE,
  state: 'open',
  signer: {
    device: signerId(signer),
    signer,
    kind: 'passkey',
    credential: 'bmV3',
    name: 'Safari on iPhone',
  },
  key: newKey,
  signed: [],
  expiresAt: NOW + 7 * DAY,
  ...change,
})

/** The same once an account is known. */
export const recoveryOf = (state: RecoveryView['state'], change: Partial<RecoveryView> = {}): RecoveryView =>
  recoveryView({ state, account: LOST, threshold: 2, delay: 3 * DAY, operations, ...change })
