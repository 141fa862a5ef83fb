import { and, eq, type SQL } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainFlows } from '../../store/schema/index.ts'
import type { Place } from '../log.ts'

export type Flow = Pick<
  typeof chainFlows.$inferInsert,
  'kind' | 'token' | 'amount' | 'spark' | 'sogni' | 'party'
>

/** Writes what an event says has moved. */
export async function writeFlow(
  tx: Transaction,
  { block, logIndex, tx: hash, at }: Place,
  flow: Flow,
): Promise<void> {
  await tx.insert(chainFlows).values({ ...flow, block, logIndex, tx: hash, at })
}

/** Whether the transaction has told of the same money already: some contracts report what another one reports too. */
export async function isTold(
  tx: Transaction,
  { tx: hash }: Place,
  kind: Flow['kind'],
  same: SQL | undefined,
): Promise<boolean> {
  const rows = await tx
    .select({ block: chainFlows.block })
    .from(chainFlows)
    .where(and(eq(chainFlows.tx, hash), eq(chainFlows.kind, kind), same))
  return rows.length > 0
}
