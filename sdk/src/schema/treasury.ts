import { z } from 'zod'
import { Address, Amount, Hex32, Uint32 } from './primitives.ts'

/**
 * What moved, by the event that says so.
 * sale: Spark for a currency. card: Spark for money off the chain, which its operator then owes. cardPaid: the operator
 * paid. chargeback: Spark of a refunded payment burned. take: the treasury's part of renders. ether: of licences and gifts.
 * buyback: SOGNI for a currency. spent: by a manager within its bucket. withdrawn: by the DAO. poolFilled, poolTrimmed:
 * SOGNI into and out of the pool that pays for Spark. streamIn, streamOut: SOGNI on its way to rewards. promo: Spark
 * given away. burned: Spark spent on renders.
 */
export const FlowKind = z.enum([
  'sale',
  'card',
  'cardPaid',
  'chargeback',
  'take',
  'ether',
  'buyback',
  'spent',
  'withdrawn',
  'poolFilled',
  'poolTrimmed',
  'streamIn',
  'streamOut',
  'promo',
  'burned',
])
export type FlowKind = z.infer<typeof FlowKind>

/** Kinds by what they are to the treasury. */
export const FLOW_SIDES = {
  in: ['sale', 'cardPaid', 'take', 'ether'],
  out: ['buyback', 'spent', 'withdrawn'],
  inside: ['poolFilled', 'poolTrimmed', 'streamIn', 'streamOut'],
  spark: ['card', 'chargeback', 'promo', 'burned'],
} as const satisfies Record<string, readonly FlowKind[]>

export const FlowSide = z.enum(['in', 'out', 'inside', 'spark'])
export type FlowSide = z.infer<typeof FlowSide>

/** Amounts are in the smallest parts: 1e-6 of USDC and dollars, else 1e-18. `other` is named by `asset`. */
export const FlowToken = z.enum(['usdc', 'eth', 'sogni', 'spark', 'promo', 'usd', 'other'])
export type FlowToken = z.infer<typeof FlowToken>

const Money = z.object({ token: FlowToken, asset: Address.optional(), amount: Amount })

/** Place of a flow in the chain, newest last: block and index of its event. */
export const FlowId = z.string().regex(/^\d{1,15}\.\d{1,9}$/)

export const FlowView = Money.extend({
  id: FlowId,
  kind: FlowKind,
  /** Spark that the same event minted or burned, in 1e-18. */
  spark: Amount,
  /** SOGNI that the same event brought in, in wei. */
  sogni: Amount,
  /** Who paid, or who got it. */
  party: Address.optional(),
  tx: Hex32,
  block: z.number().int(),
  at: Uint32,
})
export type FlowView = z.infer<typeof FlowView>

/** All flows of a kind and token in one day (UTC), counted from 1970. */
export const FlowDay = Money.extend({
  day: z.number().int(),
  kind: FlowKind,
  spark: Amount,
  sogni: Amount,
  count: z.number().int(),
})
export type FlowDay = z.infer<typeof FlowDay>

/** Purchased Spark that was out at the end of a day, in 1e-18. */
export const SparkDay = z.object({ day: z.number().int(), outstanding: Amount })
export type SparkDay = z.infer<typeof SparkDay>

/** What a manager may send out: `capacity` at once, refilled over `window` seconds. */
export const SpendLimitView = z.object({
  spender: Address,
  token: FlowToken,
  asset: Address,
  capacity: Amount,
  window: z.number().int(),
})
export type SpendLimitView = z.infer<typeof SpendLimitView>

export const TreasuryView = z.object({
  days: z.array(FlowDay),
  spark: z.array(SparkDay),
  limits: z.array(SpendLimitView),
})
export type TreasuryView = z.infer<typeof TreasuryView>
