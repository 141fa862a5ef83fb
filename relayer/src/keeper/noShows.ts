import { renderLedgerAbi } from '@supernet/sdk/abi'
import { isUsable, ticketMessage, toCompactBytes } from '@supernet/sdk/protocol'
import { and, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { encodeFunctionData } from 'viem'
import type { Common } from '../common.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import { chainSessions, outbox, shares, tickets } from '../store/schema/index.ts'

/** The block that carries the report must be later than `redeemBy`. */
const SLACK_SECONDS = 5
const MOST = 20

/**
 * Shares that were accepted, and of which nothing came in time. A report frees the number of the session and counts
 * the failure; until then the number blocks the window.
 */
const readAbsent = ({ store, clock }: Common) =>
  store.db
    .select({ share: shares, signed: tickets.signed, session: chainSessions })
    .from(shares)
    .innerJoin(tickets, eq(tickets.digest, shares.ticket))
    .innerJoin(chainSessions, eq(chainSessions.key, shares.session))
    .where(
      and(
        isNotNull(shares.acceptSignature),
        inArray(shares.state, ['needsClient', 'expired']),
        lt(shares.redeemBy, clock.now() - SLACK_SECONDS),
        or(
          isNull(shares.receipt),
          eq(shares.code, 'receipt-late'),
          sql`NOT (${shares.receipt} -> 'receipt' ->> 'last')::boolean`,
        ),
        ne(chainSessions.state, 'closed'),
        // One report at a time for a number, and none after one that was mined.
        sql`NOT EXISTS (SELECT 1 FROM ${outbox} WHERE ${outbox.ref} = 'noShow ' || ${shares.session} || ' ' || ${shares.seq})`,
      ),
    )
    .limit(MOST)

export async function reportNoShows(common: Common): Promise<void> {
  for (const { share, signed, session } of await readAbsent(common)) {
    const numbers = { base: session.base, bits: session.window }
    if (share.acceptedAt === null || share.acceptSignature === null || !isUsable(numbers, share.seq)) continue
    const data = encodeFunctionData({
      abi: renderLedgerAbi,
      functionName: 'reportNoShow',
      args: [
        ticketMessage(signed.ticket),
        toCompactBytes(signed.signature),
        share.share,
        share.acceptedAt,
        toCompactBytes(share.acceptSignature),
      ],
    })
    const ref = `noShow ${share.session} ${share.seq}`
    await enqueue(common.store.db, { kind: 'keeper', ref, to: common.network.contracts.renderLedger, data })
  }
}
