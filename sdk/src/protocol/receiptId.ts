import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import type { PaymentProvider } from '../schema/purchase.ts'

const PARAMETERS = [{ type: 'string' }, { type: 'string' }] as const

/**
 * Receipt of a payment in `FiatMinter`, where each is used once: `keccak256(abi.encode(provider, payment))`. `payment` is the
 * provider's own number (a PaymentIntent, a transaction of the App Store). Money that comes back after it was taken away,
 * as by a dispute that was won, mints again under the next `turn`.
 */
export const receiptId = (provider: PaymentProvider, payment: string, turn = 0): Hex =>
  keccak256(encodeAbiParameters(PARAMETERS, [provider, turn === 0 ? payment : `${payment}#${turn}`]))
