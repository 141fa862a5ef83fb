import { z } from 'zod'
import { Address, Amount, Hex32, Signature, Uint40 } from './primitives.ts'

/** ERC-3009: who holds SOGNI lets anybody send it on, once, to one address, within a time. */
export const TransferAuthorization = z.object({
  from: Address,
  to: Address,
  /** Wei of SOGNI. */
  amount: Amount.refine((value) => value > 0n && value < 2n ** 256n, 'is no amount to send'),
  /** Chain seconds; it counts later than the first and before the second. */
  validAfter: Uint40,
  validBefore: Uint40,
  /** Random: two authorizations of one holder never share it. */
  nonce: Hex32,
})
export type TransferAuthorization = z.infer<typeof TransferAuthorization>

export const SignedTransfer = z.object({ transfer: TransferAuthorization, signature: Signature })
export type SignedTransfer = z.infer<typeof SignedTransfer>

/** What became of a transfer that the relayer sends at its own cost. */
export const TransferView = z.object({
  /** EIP-712 digest of the authorization. */
  id: Hex32,
  from: Address,
  to: Address,
  amount: Amount,
  state: z.enum(['waiting', 'sent', 'mined', 'final', 'refused']),
  tx: Hex32.optional(),
  block: z.number().int().optional(),
  /** Why it was refused. */
  code: z.string().optional(),
})
export type TransferView = z.infer<typeof TransferView>
