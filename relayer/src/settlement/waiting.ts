import { USD_PER_BASE_E18 } from '@supernet/sdk/protocol'
import type { SignedReceipt, SignedTicket } from '@supernet/sdk/schema'
import { and, asc, eq, inArray, isNull, lte, not, or, sql } from 'drizzle-orm'
import type { OpenTab } from '../core/assembleBatch.ts'
import { halfWay } from '../core/deadlines.ts'
import type { WaitingLine } from '../core/settlePolicy.ts'
import type { Queryable } from '../store/database.ts'
import { batches, batchLines, shares, tabs, tickets } from '../store/schema/index.ts'
import { PAYABLE, type ShareRow } from '../store/shareRow.ts'

/** A delivered share whose line is in no batch on its way. */
export interface WaitingShare {
  readonly row: ShareRow
  readonly signed: SignedTicket
}

/** Lines looked at in one step; the rest waits for the next. */
const MOST = 5_000

export async function readWaiting(db: Queryable): Promise<WaitingShare[]> {
  const inFlight = db
    .select({ one: sql`1` })
    .from(batchLines)
    .innerJoin(batches, eq(batches.id, batchLines.batch))
    .where(
      and(
        eq(batchLines.session, shares.session),
        eq(batchLines.seq, shares.seq),
        inArray(batches.state, ['assembling', 'submitted']),
      ),
    )
  return db
    .select({ row: shares, signed: tickets.signed })
    .from(shares)
    .innerJoin(tickets, eq(tickets.digest, shares.ticket))
    .where(
      and(
        inArray(shares.state, [...PAYABLE]),
        or(isNull(shares.retryAt), lte(shares.retryAt, sql`now()`)),
        not(sql`EXISTS ${inFlight}`),
      ),
    )
    .orderBy(asc(shares.deliveredAt))
    .limit(MOST)
}

export async function readOpenTabs(db: Queryable, sessions: readonly `0x${string}`[]): Promise<OpenTab[]> {
  if (sessions.length === 0) return []
  return db
    .select()
    .from(tabs)
    .where(and(inArray(tabs.session, [...sessions]), eq(tabs.closed, false)))
}

/** Dollars of a line, for the policy only. Without a price a line in SOGNI waits for its other conditions. */
export const usdOf = ({ row, signed }: WaitingShare, currency: string, sogniPriceE18: bigint): bigint => {
  const amount = row.line?.amount ?? signed.ticket.unitPrice
  return currency === 'sogni'
    ? (amount * sogniPriceE18) / 1_000_000_000n
    : (amount * USD_PER_BASE_E18) / 1_000_000n
}

export const waitingLine = (
  share: WaitingShare,
  usdE18: bigint,
  now: { chain: number; wallMs: number },
): WaitingLine => ({
  session: share.row.session,
  usdE18,
  waitedMs: now.wallMs - (share.row.tabbedAt ?? share.row.deliveredAt ?? new Date(now.wallMs)).getTime(),
  halfWay: halfWay(share.signed.ticket) <= now.chain,
})

/** Times that a line is left out of a batch by somebody's silence before it goes without signatures. */
export const MAX_STRANDED = 2

/** Shares that the ticket lane should pay now: half way to their end, or kept out of tabs by somebody's silence. */
export const ticketLane = (waiting: readonly WaitingShare[], chainNow: number) =>
  waiting.filter(
    (share): share is WaitingShare & { row: { receipt: SignedReceipt } } =>
      share.row.receipt?.receipt.last === true &&
      (share.row.line?.amount ?? 0n) > 0n &&
      share.signed.ticket.redeemBy > chainNow &&
      (share.row.strandedRounds >= MAX_STRANDED || halfWay(share.signed.ticket) <= chainNow),
  )
