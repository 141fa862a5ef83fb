import { boundShares, type JobRecord } from '@supernet/sdk/client'
import { hasRoom, spendable } from '@supernet/sdk/protocol'
import type { Currency, Quote, SessionView } from '@supernet/sdk/schema'
import { boundOf } from './money.ts'

/** A session of one of this device's render keys, with what the device has promised from it. */
export interface Budget {
  readonly session: SessionView
  readonly unit: 'spark' | 'sogni'
  readonly promised: bigint
  /** What a further render may promise. */
  readonly free: bigint
  /** Numbers of its window that something signed can still use. */
  readonly held: readonly number[]
  /** It takes no new render because its last day has come. */
  readonly ending: boolean
}

/** A ticket has to end before its session: two hours, and time to render. */
const LAST_CALL_SECONDS = 3 * 3_600

/** `now`: chain seconds. */
export function budgetOf(session: SessionView, records: readonly JobRecord[], now: number): Budget {
  const promised = boundOf(records, session)
  const money = session.closing ? 0n : spendable(session)
  return {
    session,
    unit: session.currency === 'sogni' ? 'sogni' : 'spark',
    promised,
    free: money > promised ? money - promised : 0n,
    held: boundShares(records, session.key, now).map(({ share }) => share.seq),
    ending: session.expiry <= now + LAST_CALL_SECONDS,
  }
}

/** Whether the ledger's window of a budget takes a render of `numbers` shares. Settlements make room again. */
export const hasRoomFor = ({ session: { base, window }, held }: Budget, numbers: number): boolean =>
  hasRoom({ base, bits: window }, held, { count: numbers })

/** Who pays for the next render, or why it takes another budget. */
export type Payer =
  | { readonly at: 'ready'; readonly budget: Budget }
  | { readonly at: 'none' | 'closing' | 'ending' | 'full' }

/**
 * The first budget with room and money, in the order in which the SDK tries its keys. Where none has the money, the
 * one that comes nearest: a top-up mends that, not another budget.
 */
export function payerOf(budgets: readonly Budget[], quote: Quote | undefined, count: number): Payer {
  const open = budgets.filter(({ session }) => session.open && !session.closing)
  if (open.length === 0) return { at: budgets.some(({ session }) => session.closing) ? 'closing' : 'none' }
  const lasting = freeFirst(open.filter(({ ending }) => !ending))
  if (lasting.length === 0) return { at: 'ending' }
  const numbers = Math.min(count, Math.max(1, quote?.parallel ?? 1))
  const [first, ...rest] = lasting.filter((budget) => hasRoomFor(budget, numbers))
  if (first === undefined) return { at: 'full' }
  const affords = ({ unit, free }: Budget) => {
    const price = unit === 'sogni' ? quote?.price.totalSogni : quote?.price.totalSpark
    return price !== undefined && free >= price
  }
  const richest = rest.reduce(
    (best, one) => (one.unit === best.unit && one.free > best.free ? one : best),
    first,
  )
  return { at: 'ready', budget: [first, ...rest].find(affords) ?? richest }
}

/** What was given is spent before what was paid for. */
const freeFirst = (budgets: readonly Budget[]): Budget[] =>
  [true, false].flatMap((gift) => budgets.filter(({ session }) => (session.currency === 'promo') === gift))

/** Sums of one currency over several budgets. */
export interface Purse {
  readonly currency: Currency
  readonly unit: Budget['unit']
  readonly balance: bigint
  readonly promised: bigint
  readonly free: bigint
}

/** What several budgets hold together, a sum for each currency in use. */
export function pursesOf(budgets: readonly Budget[]): Purse[] {
  return (['promo', 'spark', 'sogni'] as const).flatMap((currency) => {
    const mine = budgets.filter(({ session }) => session.currency === currency)
    const [first] = mine
    if (first === undefined) return []
    const sum = (of: (budget: Budget) => bigint) => mine.reduce((total, budget) => total + of(budget), 0n)
    return [
      {
        currency,
        unit: first.unit,
        balance: sum(({ session }) => session.balance),
        promised: sum(({ promised }) => promised),
        free: sum(({ free }) => free),
      },
    ]
  })
}
