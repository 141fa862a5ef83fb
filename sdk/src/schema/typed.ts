import { z } from 'zod'
import { Address, Amount, Hex, Hex32, Signature, Uint8, Uint16, Uint32, Uint40 } from './primitives.ts'

/** Members of Ticket.shares: operator << 16 | images; member k owns number seq + k. */
export const TicketShare = z.object({ operator: Address, images: Uint16.min(1) })
export type TicketShare = z.infer<typeof TicketShare>

/** Promise to pay, signed by the render key before work. Prices per image in ledger units of the session's currency. */
export const Ticket = z.object({
  jobId: Hex32,
  seq: Uint32,
  model: Uint32,
  unitPrice: Amount,
  unitMs: Uint32,
  stepsPerImage: Uint16,
  /** Chain seconds. Work delivered later is unpaid. */
  deliverBy: Uint32,
  /** Chain seconds. A ticket is worth nothing later. */
  redeemBy: Uint32,
  paramsCommit: Hex32,
  shares: z.array(TicketShare).min(1).max(16),
})
export type Ticket = z.infer<typeof Ticket>

export const SignedTicket = z.object({ session: Address, ticket: Ticket, signature: Signature })
export type SignedTicket = z.infer<typeof SignedTicket>

/** `ticket` in the messages below is the EIP-712 digest of the Ticket, `share` the index in its `shares`. */
export const Accept = z.object({ ticket: Hex32, share: Uint16, at: Uint40 })
export type Accept = z.infer<typeof Accept>

export const Receipt = z.object({
  ticket: Hex32,
  share: Uint16,
  paramsCommit: Hex32,
  classId: Hex32,
  resultRoot: Hex32,
  traceRoot: Hex32,
  images: Uint16,
  /** Total steps over the images of the share. */
  steps: Uint32,
  elapsedMs: Uint32,
  completedAt: Uint40,
  last: z.boolean(),
})
export type Receipt = z.infer<typeof Receipt>

export const SignedReceipt = z.object({ receipt: Receipt, signature: Signature })
export type SignedReceipt = z.infer<typeof SignedReceipt>

export const Cancel = z.object({ ticket: Hex32, share: Uint16, maxSteps: Uint32 })
export type Cancel = z.infer<typeof Cancel>

/** Asks the worker of a delivered share for its sealed pictures once more, within 24 h of `at`. Signed by the render key. */
export const Redeliver = z.object({ ticket: Hex32, share: Uint16, at: Uint40 })
export type Redeliver = z.infer<typeof Redeliver>

export const SignedRedeliver = z.object({ redeliver: Redeliver, signature: Signature })
export type SignedRedeliver = z.infer<typeof SignedRedeliver>

/**
 * The most that a render key may spend on one job, in units of its session's currency: signed by the owner of the session,
 * who may be an account (ERC-1271). Of two the later counts. No contract reads it: relayers and workers keep it, beside the
 * total and the expiry that the ledger keeps.
 */
export const Grant = z.object({
  key: Address,
  perJob: Amount.refine((value) => value < 2n ** 64n, 'is beyond 64 bits'),
  /** Chain seconds at which it was signed. */
  at: Uint40,
})
export type Grant = z.infer<typeof Grant>

const LONGEST_SIGNATURE = 8_192

/** An account with a passkey signs with hundreds of bytes, one that is not there yet with its making. */
export const SignedGrant = z.object({
  grant: Grant,
  signature: Hex.refine((value) => value.length <= 2 + 2 * LONGEST_SIGNATURE, 'is too long'),
})
export type SignedGrant = z.infer<typeof SignedGrant>

export const Line = z.object({
  session: Address,
  seq: Uint32,
  count: Uint8.min(1),
  model: Uint32,
  operator: Address,
  images: Uint16,
  steps: Uint32,
  baseMs: Uint32,
  amount: Amount,
})
export type Line = z.infer<typeof Line>

/** What the user's render key signs after work: one byte of `ratings` per line (bit 7 failure; 1 bad, 2 good). */
export const SignedTab = z.object({
  session: Address,
  lines: z.array(Line).min(1).max(1_000),
  ratings: Hex,
  signature: Signature,
})
export type SignedTab = z.infer<typeof SignedTab>

export const Report = z.object({ lines: z.array(Line).min(1), receiptsRoot: Hex32, time: Uint32 })
export type Report = z.infer<typeof Report>

/** A worker's X25519 key of the day, certified by its operator key (ledger domain), valid at most 25 h. */
export const DailyKey = z.object({
  workerId: Hex32,
  publicKey: Hex32,
  notBefore: Uint40,
  notAfter: Uint40,
  seq: Uint32,
})
export type DailyKey = z.infer<typeof DailyKey>

export const DailyKeyCertificate = z.object({ operator: Address, key: DailyKey, signature: Signature })
export type DailyKeyCertificate = z.infer<typeof DailyKeyCertificate>
