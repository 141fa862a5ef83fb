import type { SettlementView } from '@supernet/sdk/schema'
import { and, desc, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { batches, chainSettlements, outbox } from './schema/index.ts'

const NEWEST = 50
const seconds = (time: Date) => Math.floor(time.getTime() / 1_000)

/** Batches on their way, then the settlements on chain, whoever sent them. */
export async function readSettlements(db: Queryable): Promise<SettlementView[]> {
  const pending = await db
    .select({ batch: batches, sent: outbox })
    .from(batches)
    .leftJoin(outbox, eq(outbox.ref, batches.id))
    .where(
      and(
        inArray(batches.state, ['assembling', 'submitted']),
        or(isNull(outbox.tx), ne(outbox.state, 'mined')),
      ),
    )
    .orderBy(desc(batches.createdAt))
    .limit(NEWEST)
  const settled = await db
    .select({ row: chainSettlements, sent: outbox })
    .from(chainSettlements)
    .leftJoin(outbox, eq(outbox.tx, chainSettlements.tx))
    .orderBy(desc(chainSettlements.block), desc(chainSettlements.logIndex))
    .limit(NEWEST)
  return [
    ...pending.map(({ batch, sent }) => ({
      id: batch.id,
      state: batch.state === 'assembling' ? ('assembling' as const) : ('submitted' as const),
      lines: batch.lines,
      tx: sent?.tx ?? undefined,
      createdAt: seconds(batch.createdAt),
    })),
    ...settled.map(({ row, sent }) => ({
      id: `${row.tx}:${row.logIndex}`,
      state: sent?.state === 'final' ? ('final' as const) : ('settled' as const),
      lines: row.lines,
      applied: row.applied,
      skipped: row.skipped,
      tx: row.tx,
      block: row.block,
      gasUsed: sent?.gasUsed ?? undefined,
      createdAt: row.at,
    })),
  ]
}
