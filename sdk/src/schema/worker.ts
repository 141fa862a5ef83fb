import { z } from 'zod'
import { BlobRef, Phase, SealedBody } from './job.ts'
import { ModelDocuments } from './model.ts'
import { Order, Tier } from './order.ts'
import { Address, Base64, Hex32, Signature, Uint8, Uint16, Uint32, Uint40 } from './primitives.ts'
import {
  Cancel,
  DailyKeyCertificate,
  Line,
  Redeliver,
  SignedGrant,
  SignedReceipt,
  SignedTicket,
} from './typed.ts'

/** Worker as the network page shows it. */
export const WorkerView = z.object({
  workerId: Hex32,
  operator: Address,
  owner: Address,
  fast: z.boolean(),
  online: z.boolean(),
  models: z.array(Uint32),
  /** Shares in hand now. */
  load: z.number().int().nonnegative(),
  jobs: z.number().int(),
  failures: z.number().int(),
  good: z.number().int(),
  rated: z.number().int(),
  baseMs: z.number().int(),
  lastSeen: Uint32.optional(),
})
export type WorkerView = z.infer<typeof WorkerView>

/** Model that a worker offers, with its documents for clients. */
export const OfferedModel = z.object({
  id: Uint32,
  classId: Hex32,
  documents: ModelDocuments,
  /** Own benchmark: wall ms of one step and of the rest of an image. */
  stepMs: z.number().nonnegative(),
  fixedMs: z.number().nonnegative(),
})
export type OfferedModel = z.infer<typeof OfferedModel>

/** Messages from a worker. Every one that changes money carries a signature and is repeated until acknowledged by `ack`. */
export const FromWorker = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    workerId: Hex32,
    operator: Address,
    /** personal_sign of `challengeMessage` (sdk/protocol) by the operator key. */
    signature: Signature,
    certificate: DailyKeyCertificate,
    models: z.array(OfferedModel),
    tiers: z.array(Tier),
    /** Shares that it renders at the same time. */
    capacity: z.number().int().min(1).max(64),
    /** Tickets (digest, share) it still holds, so that the relayer knows what survived a restart. */
    holding: z.array(z.object({ ticket: Hex32, share: Uint16 })),
  }),
  z.object({ type: z.literal('key'), certificate: DailyKeyCertificate }),
  z.object({ type: z.literal('accept'), ticket: Hex32, share: Uint16, at: Uint40, signature: Signature }),
  z.object({
    type: z.literal('refuse'),
    ticket: Hex32,
    share: Uint16,
    code: z.string().max(64),
    clientFault: z.boolean(),
  }),
  z.object({
    type: z.literal('progress'),
    ticket: Hex32,
    share: Uint16,
    phase: Phase,
    image: Uint16,
    step: Uint16,
    of: Uint16,
  }),
  z.object({
    type: z.literal('preview'),
    ticket: Hex32,
    share: Uint16,
    image: Uint16,
    step: Uint16,
    sealed: Base64.max(64_000),
  }),
  z.object({ type: z.literal('receipt'), signed: SignedReceipt, blobs: z.array(BlobRef) }),
  z.object({
    type: z.literal('report'),
    batch: z.string(),
    receiptsRoot: Hex32,
    time: Uint32,
    signature: Signature,
  }),
  z.object({ type: z.literal('decline'), batch: z.string(), code: z.string().max(64) }),
  /** Answer to `redeliver`: the pictures are uploaded again, or the code says why not. `id` is the challenge's digest. */
  z.object({ type: z.literal('redelivered'), id: Hex32, code: z.string().max(64).optional() }),
  z.object({ type: z.literal('bye') }),
])
export type FromWorker = z.infer<typeof FromWorker>

/** Messages to a worker. */
export const ToWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('challenge'), nonce: Hex32, ledger: Address, chainId: z.number().int() }),
  /** `uploadToken` is the bearer of PUT /v1/blobs/:sha256 while the connection lives. */
  z.object({ type: z.literal('welcome'), uploadToken: z.string(), chainTime: Uint32 }),
  z.object({
    type: z.literal('offer'),
    order: Order,
    signed: SignedTicket,
    ticket: Hex32,
    share: Uint16,
    firstImage: Uint16,
    attempt: Uint16,
    /** Of the session's owner by its stake: how many steps ahead of its arrival the share stands in the queue. */
    priority: Uint8.default(0),
    sealed: SealedBody,
    /** What the session's owner lets the key spend on one job, where it has said so. */
    grant: SignedGrant.optional(),
  }),
  z.object({ type: z.literal('cancel'), cancel: Cancel, signature: Signature }),
  /** A client lost pictures that were delivered: upload them again from the journal. */
  z.object({ type: z.literal('redeliver'), redeliver: Redeliver, signature: Signature }),
  /** The receipt with this many images of (ticket, share) is durable at the relayer. */
  z.object({ type: z.literal('ack'), ticket: Hex32, share: Uint16, images: Uint16, last: z.boolean() }),
  z.object({ type: z.literal('cosign'), batch: z.string(), lines: z.array(Line).min(1) }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
])
export type ToWorker = z.infer<typeof ToWorker>
