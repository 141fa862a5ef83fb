import { z } from 'zod'
import { Currency } from './order.ts'
import { Address, Amount, Hex32, Uint16, Uint32 } from './primitives.ts'

/** Session row as the indexer rebuilt it at `block`. Amounts in ledger units of `currency`. */
export const SessionView = z.object({
  key: Address,
  owner: Address,
  currency: Currency,
  balance: Amount,
  base: Uint32,
  /** Used numbers from `base` on, bit 0 first, as hex. */
  window: Amount,
  discountBps: Uint16,
  open: z.boolean(),
  closing: z.boolean(),
  expiry: z.number().int(),
  requested: Amount,
  unlockAt: z.number().int(),
  block: z.number().int(),
})
export type SessionView = z.infer<typeof SessionView>

/** One settled or skipped line, with how its gross amount was split. SOGNI units except `debit` (session currency). */
export const SettledLine = z.object({
  session: Address,
  seq: Uint32,
  count: z.number().int(),
  model: Uint32,
  operator: Address,
  images: Uint16,
  steps: Uint32,
  amount: Amount,
  debit: Amount,
  gross: Amount,
  royalty: Amount,
  /** Code of the skip reason, when the ledger left the line out. */
  skipped: z.string().optional(),
  tx: Hex32,
  block: z.number().int(),
  at: Uint32,
})
export type SettledLine = z.infer<typeof SettledLine>

export const SettlementState = z.enum(['assembling', 'submitted', 'settled', 'final'])

export const SettlementView = z.object({
  id: z.string(),
  state: SettlementState,
  lines: z.number().int(),
  applied: z.number().int().optional(),
  skipped: z.number().int().optional(),
  tx: Hex32.optional(),
  block: z.number().int().optional(),
  gasUsed: z.number().int().optional(),
  createdAt: Uint32,
})
export type SettlementView = z.infer<typeof SettlementView>
