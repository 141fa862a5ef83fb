import { Order, Receipt, SignedTicket } from '@supernet/sdk/schema'
import { z } from 'zod'
import type { DeliveredImage, ShareRecord } from '../core/share.ts'

export const HexText = z.templateLiteral(['0x', z.string()])

/** Rows as SQLite returns them, read back into the worker's types. */
export const json = <T extends z.ZodType>(schema: T) =>
  z.codec(z.string(), schema, {
    decode: (text) => JSON.parse(text),
    encode: (value) => JSON.stringify(value),
  })

export const SignedTicketText = json(SignedTicket)
export const OrderText = json(Order)
export const ReceiptText = json(Receipt)

export const ShareRow = z.object({
  ticket: HexText,
  share: z.number(),
  signed: SignedTicketText,
  routing: OrderText,
  first_image: z.number(),
  attempt: z.number(),
  accepted_at: z.number(),
  accept_signature: HexText,
  cancel_steps: z.number().nullable(),
  acked: z.number(),
})

export const ImageRow = z
  .object({
    image: z.number(),
    image_hash: HexText,
    trace_root: HexText,
    steps: z.number(),
    blob: HexText,
    bytes: z.number(),
    completed_at: z.number(),
  })
  .transform(
    (row): DeliveredImage => ({
      image: row.image,
      imageHash: row.image_hash,
      traceRoot: row.trace_root,
      steps: row.steps,
      blob: { image: row.image, sha256: row.blob, bytes: row.bytes },
      completedAt: row.completed_at,
    }),
  )

export const ReceiptRow = z.object({ receipt: ReceiptText, signature: HexText })

export const toRecord = (
  row: z.infer<typeof ShareRow>,
  delivered: readonly DeliveredImage[],
  newest: z.infer<typeof ReceiptRow> | undefined,
): ShareRecord => ({
  ticket: row.ticket,
  share: row.share,
  signed: row.signed,
  order: row.routing,
  firstImage: row.first_image,
  attempt: row.attempt,
  acceptedAt: row.accepted_at,
  acceptSignature: row.accept_signature,
  delivered,
  ...(newest && { newest: { ...newest, acked: row.acked === 1 } }),
  ...(row.cancel_steps !== null && { cancelledAt: { maxSteps: row.cancel_steps } }),
})
