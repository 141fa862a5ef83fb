import { z } from 'zod'
import { SealedBody } from '../schema/job.ts'
import { Price } from '../schema/money.ts'
import { Body, Order } from '../schema/order.ts'
import { Address, Hex32, JobId, Signature, Uint8, Uint16, Uint32 } from '../schema/primitives.ts'
import { Cancel, Line, SignedReceipt, SignedRedeliver, SignedTicket } from '../schema/typed.ts'

/** One share as the client knows it: the secrets, what was signed, what was verified. Its identity is `seq`. */
export const ShareRecord = z.object({
  seq: Uint32,
  /** Digest of its ticket, and its index in the ticket. */
  ticket: Hex32,
  share: Uint16,
  attempt: Uint16,
  replaces: Uint32.optional(),
  operator: Address,
  workerId: Hex32,
  firstImage: Uint16,
  images: Uint16,
  sealed: SealedBody,
  /** Key of the results, from the seal of the body. */
  resultKey: Hex32,
  cancel: z.object({ cancel: Cancel, signature: Signature }).optional(),
  /** Newest receipt that was verified against the pictures. */
  receipt: SignedReceipt.optional(),
  /** Set with the last receipt: what the share costs. */
  line: Line.optional(),
  /** Newest challenge to deliver again; durable before it is sent. */
  redelivery: SignedRedeliver.optional(),
  rating: Uint8,
  /** Chain seconds from which the line may be signed without waiting for a rating. */
  holdUntil: Uint32.optional(),
  /** The line is in a signed Tab. */
  tabbed: z.boolean(),
  settledTx: Hex32.optional(),
  settledBlock: z.number().int().optional(),
  final: z.boolean(),
  /** Why nothing more comes from this share: code of a refusal, of silence, or of a receipt that did not verify. */
  fault: z.string().optional(),
})
export type ShareRecord = z.infer<typeof ShareRecord>

export const TicketRecord = z.object({
  digest: Hex32,
  signed: SignedTicket,
  /** The relayer has answered for it. */
  posted: z.boolean(),
})
export type TicketRecord = z.infer<typeof TicketRecord>

/** A picture that is stored on this device and stands in a verified receipt. */
export const ImageRecord = z.object({
  image: Uint16,
  seq: Uint32,
  /** Hash of its pixels, a leaf of the receipt's `resultRoot`. */
  hash: Hex32,
  /** SHA-256 of the PNG file. */
  sha256: Hex32,
  /** SHA-256 of the sealed blob. */
  blob: Hex32,
})
export type ImageRecord = z.infer<typeof ImageRecord>

/** Everything that a client must not lose about a job: with it and the server's view, any state can be resumed. */
export const JobRecord = z.object({
  jobId: JobId,
  session: Address,
  order: Order,
  body: Body,
  salt: Hex32,
  price: Price,
  /** Seconds that the quote expected; deadlines follow from it. */
  etaSeconds: z.number().nonnegative(),
  createdAt: Uint32,
  tickets: z.array(TicketRecord),
  shares: z.array(ShareRecord),
  images: z.array(ImageRecord),
  cancelled: z.boolean(),
  /** Stable code when the job ended without all its pictures. */
  failed: z.string().optional(),
  /** Nothing is left to follow. */
  done: z.boolean(),
})
export type JobRecord = z.infer<typeof JobRecord>
