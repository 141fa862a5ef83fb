import type { JobView, SessionView, SettledLine } from '@supernet/sdk/schema'
import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { chainLines, jobs, shares } from './schema/index.ts'
import { readSession, sessionView } from './sessions.ts'
import { jobView } from './shareRow.ts'

const PAGE = 100
const JOBS = 50

export const settledLine = (row: typeof chainLines.$inferSelect): SettledLine => ({
  session: row.session,
  seq: row.seq,
  count: row.count,
  model: row.model,
  operator: row.operator,
  images: row.images,
  steps: row.steps,
  amount: row.amount,
  debit: row.debit,
  gross: row.gross,
  royalty: row.royalty,
  skipped: row.skipped ?? undefined,
  tx: row.tx,
  block: row.block,
  at: row.at,
})

/** A session with its newest jobs and settled lines; `before` is a block, for older lines. */
export async function readSessionPage(
  db: Queryable,
  key: `0x${string}`,
  before: number | undefined,
): Promise<{ session: SessionView | undefined; jobs: JobView[]; lines: SettledLine[] }> {
  const row = await readSession(db, key)
  const newest = await db
    .select()
    .from(jobs)
    .where(eq(jobs.session, key))
    .orderBy(desc(jobs.createdAt), jobs.jobId)
    .limit(JOBS)
  const ids = newest.map((job) => job.jobId)
  const rows = ids.length === 0 ? [] : await db.select().from(shares).where(inArray(shares.jobId, ids))
  const lines = await db
    .select()
    .from(chainLines)
    .where(and(eq(chainLines.session, key), before === undefined ? undefined : lt(chainLines.block, before)))
    .orderBy(desc(chainLines.block), desc(chainLines.logIndex), desc(chainLines.position))
    .limit(PAGE)
  return {
    session: row && sessionView(row),
    jobs: newest.map((job) =>
      jobView(
        job,
        rows.filter((share) => share.jobId === job.jobId),
      ),
    ),
    lines: lines.map(settledLine),
  }
}
