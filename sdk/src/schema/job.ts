import { z } from 'zod'
import { Price } from './money.ts'
import { Order } from './order.ts'
import { Address, Base64, Hex32, JobId, Signature, Uint16, Uint32, Uint40 } from './primitives.ts'
import { Cancel, DailyKeyCertificate, Line, SignedReceipt, SignedTicket } from './typed.ts'

/** Body of a share sealed with HPKE to one worker's daily key; `enc` is the encapsulated key. */
export const SealedBody = z.object({ keySeq: Uint32, enc: Base64, ciphertext: Base64.max(200_000) })
export type SealedBody = z.infer<typeof SealedBody>

/** Worker offered for one share by a reservation, kept 10 s. */
export const ReservedShare = z.object({
  operator: Address,
  workerId: Hex32,
  certificate: DailyKeyCertificate,
  images: Uint16.min(1),
  /** Index of the share's first image in the whole request. */
  firstImage: Uint16,
  /** Shares that the worker has in hand now. */
  load: z.number().int().nonnegative(),
})
export type ReservedShare = z.infer<typeof ReservedShare>

export const ReserveRequest = z.object({
  jobId: JobId,
  session: Address,
  order: Order,
  /** For a reassignment: only these images, and never these operators. */
  images: z.object({ first: Uint16, count: Uint16.min(1) }).optional(),
  exclude: z.array(Address).max(64).optional(),
})
export type ReserveRequest = z.infer<typeof ReserveRequest>

export const Reservation = z.object({ expiresAt: Uint32, price: Price, shares: z.array(ReservedShare) })
export type Reservation = z.infer<typeof Reservation>

/** A share as posted with its ticket: which images, which attempt, sealed to its worker. */
export const PostedShare = z.object({
  firstImage: Uint16,
  attempt: Uint16,
  /** Number (seq) of the share that this one replaces, for a reassignment. */
  replaces: Uint32.optional(),
  sealed: SealedBody,
})
export type PostedShare = z.infer<typeof PostedShare>

/** Ticket and sealed bodies in one message; also used to reassign shares of a running job. Idempotent by ticket digest. */
export const PostTicket = z.object({
  order: Order,
  signed: SignedTicket,
  shares: z.array(PostedShare).min(1).max(16),
})
export type PostTicket = z.infer<typeof PostTicket>

export const ShareState = z.enum([
  'ticketed',
  'accepted',
  'rendering',
  'delivered',
  'cancelled',
  'needsClient',
  'tabbed',
  'claimed',
  'settled',
  'final',
  'noShow',
  'expired',
  'disputed',
])
export type ShareState = z.infer<typeof ShareState>

export const Phase = z.enum(['matched', 'loading', 'rendering', 'decoding', 'sealing', 'delivered'])
export type Phase = z.infer<typeof Phase>

/** A sealed picture kept by the relayer until acknowledged or expired; `sha256` is of the ciphertext. */
export const BlobRef = z.object({ image: Uint16, sha256: Hex32, bytes: z.number().int().nonnegative() })
export type BlobRef = z.infer<typeof BlobRef>

/** Server-owned view of one share. Its identity is (session, seq). */
export const ShareView = z.object({
  seq: Uint32,
  ticket: Hex32,
  share: Uint16,
  attempt: Uint16,
  operator: Address,
  workerId: Hex32,
  firstImage: Uint16,
  images: Uint16,
  state: ShareState,
  phase: Phase.optional(),
  /** Steps done of the image in hand. */
  image: Uint16.optional(),
  step: Uint16.optional(),
  replacedBy: Uint32.optional(),
  deliverBy: Uint32,
  redeemBy: Uint32,
  receipt: SignedReceipt.optional(),
  blobs: z.array(BlobRef),
  line: Line.optional(),
  settledTx: Hex32.optional(),
  settledBlock: z.number().int().optional(),
  /** Stable code when the worker refused or a line was skipped. */
  code: z.string().optional(),
})
export type ShareView = z.infer<typeof ShareView>

export const JobView = z.object({
  jobId: JobId,
  session: Address,
  order: Order,
  createdAt: Uint32,
  /** Number of the newest event of the job; a client resumes after the last one it saw. */
  lastEvent: z.number().int().nonnegative(),
  cancelled: z.boolean(),
  shares: z.array(ShareView),
})
export type JobView = z.infer<typeof JobView>

/** Monotone, durable event of a job. `preview` and `progress` are live only: they carry no number. */
export const JobEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('share'), n: z.number().int(), share: ShareView }),
  z.object({ type: z.literal('cancelled'), n: z.number().int() }),
  z.object({
    type: z.literal('progress'),
    seq: Uint32,
    phase: Phase,
    image: Uint16,
    step: Uint16,
    of: Uint16,
  }),
  z.object({
    type: z.literal('preview'),
    seq: Uint32,
    image: Uint16,
    step: Uint16,
    sealed: Base64.max(64_000),
  }),
])
export type JobEvent = z.infer<typeof JobEvent>

export const CancelRequest = z.object({
  cancels: z
    .array(z.object({ cancel: Cancel, signature: Signature }))
    .min(1)
    .max(16),
})
export type CancelRequest = z.infer<typeof CancelRequest>

/** A challenge to deliver again, as it stands. `id` is the EIP-712 digest of the challenge that counts. */
export const RedeliveryView = z.object({
  id: Hex32,
  ticket: Hex32,
  share: Uint16,
  /** `done`: every picture of the share is stored here again. */
  state: z.enum(['waiting', 'done', 'failed']),
  /** Chain second at which the worker's time is over. */
  until: Uint40,
  /** Stable code of a failure. */
  code: z.string().optional(),
})
export type RedeliveryView = z.infer<typeof RedeliveryView>
