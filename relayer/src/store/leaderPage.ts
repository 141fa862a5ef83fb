import { type Board, EPOCH_SECONDS, type LeaderView } from '@supernet/sdk/schema'
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'

const PAGE = 50

type Hex = `0x${string}`
type Row = { rank: string; id: Hex; owner: Hex; amount: string; count: string; images: string }

interface Span {
  readonly from: number
  readonly to: number
}

const ALL: Span = { from: 0, to: Number.MAX_SAFE_INTEGER }
const spanOf = (epoch: number | undefined): Span =>
  epoch === undefined ? ALL : { from: epoch * EPOCH_SECONDS, to: (epoch + 1) * EPOCH_SECONDS }

/** Settled lines of a span that somebody paid for. */
const paid = ({ from, to }: Span): SQL => sql`chain_lines l
  JOIN chain_sessions s ON s.key = l.session AND s.currency <> 'promo'
  WHERE l.skipped IS NULL AND l.at >= ${from} AND l.at < ${to}`

/** id, owner, amount, count and images of everybody on a board. A key that was replaced still counts for its worker. */
function sumsOf(board: Board, span: Span): SQL {
  if (board === 'referral')
    return sql`SELECT referrer AS id, referrer AS owner, sum(amount) AS amount,
      count(DISTINCT referee) AS count, 0 AS images
      FROM chain_referral_rewards WHERE at >= ${span.from} AND at < ${span.to} GROUP BY referrer`
  const sums = sql`sum(p.base_ms) AS amount, sum(p.count) AS count, sum(p.images) AS images`
  const lines = sql`(SELECT l.operator, l.base_ms, l.count, l.images, s.owner FROM ${paid(span)}) p`
  if (board === 'artist')
    return sql`SELECT p.owner AS id, p.owner AS owner, ${sums} FROM ${lines} GROUP BY p.owner`
  return sql`SELECT w.worker_id AS id, w.owner AS owner, ${sums} FROM ${lines}
    JOIN chain_operator_workers o ON o.operator = p.operator
    JOIN chain_workers w ON w.worker_id = o.worker_id AND w.fast = ${board === 'fast'}
    GROUP BY w.worker_id, w.owner`
}

/** A page of a board. Equals share a rank; their ids keep them in order. */
export async function readLeaders(
  db: Queryable,
  board: Board,
  { epoch, after }: { epoch?: number | undefined; after: number },
): Promise<{ leaders: LeaderView[]; next?: number }> {
  const { rows } = await db.execute<Row>(sql`
    SELECT rank() OVER (ORDER BY amount DESC) AS rank, id, owner, amount, count, images
    FROM (${sumsOf(board, spanOf(epoch))}) sums WHERE amount > 0
    ORDER BY amount DESC, id ASC LIMIT ${PAGE} OFFSET ${after}`)
  const leaders = rows.map(
    (row): LeaderView => ({
      rank: Number(row.rank),
      id: row.id,
      owner: row.owner,
      amount: BigInt(row.amount),
      count: Number(row.count),
      images: Number(row.images),
    }),
  )
  return leaders.length < PAGE ? { leaders } : { leaders, next: after + PAGE }
}
