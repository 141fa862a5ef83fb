import { count, gte, inArray, max, sum } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { chainBlocks, chainGlobal, chainSettlements, shares } from './schema/index.ts'
import { AT_WORK } from './shareRow.ts'

const DAY = 86_400

export async function readQueue(db: Queryable): Promise<{ queue: number; rendering: number }> {
  const rows = await db
    .select({ state: shares.state, shares: count() })
    .from(shares)
    .where(inArray(shares.state, [...AT_WORK]))
    .groupBy(shares.state)
  const rendering = rows.find((row) => row.state === 'rendering')?.shares ?? 0
  return { queue: rows.reduce((total, row) => total + row.shares, 0) - rendering, rendering }
}

export async function readIndexedBlock(db: Queryable): Promise<number> {
  const [block] = await db.select({ number: max(chainBlocks.number) }).from(chainBlocks)
  return block?.number ?? 0
}

export async function readStatus(db: Queryable, now: number) {
  const [ledger] = await db.select({ sparkRate: chainGlobal.sparkRate }).from(chainGlobal)
  const [day] = await db
    .select({ images: sum(chainSettlements.images) })
    .from(chainSettlements)
    .where(gte(chainSettlements.at, now - DAY))
  return {
    ...(await readQueue(db)),
    indexedBlock: await readIndexedBlock(db),
    sparkRate: (ledger?.sparkRate ?? 0n).toString(),
    imagesToday: Number(day?.images ?? 0),
  }
}
