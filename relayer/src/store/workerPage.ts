import type { WorkerView } from '@supernet/sdk/schema'
import { count, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { chainOperators, chainWorkers, presence, shares } from './schema/index.ts'
import { AT_WORK } from './shareRow.ts'
import { isPresent } from './workers.ts'

/** Every registered worker that has an operator key, with its counters from settled lines. */
export async function readWorkers(db: Queryable): Promise<WorkerView[]> {
  const rows = await db
    .select({
      worker: chainWorkers,
      row: chainOperators,
      here: presence,
      online: sql<boolean | null>`${isPresent()}`,
    })
    .from(chainWorkers)
    .innerJoin(chainOperators, eq(chainOperators.operator, chainWorkers.operator))
    .leftJoin(presence, eq(presence.operator, chainWorkers.operator))
    .orderBy(chainWorkers.workerId)
  const loads = await db
    .select({ operator: shares.operator, load: count() })
    .from(shares)
    .where(inArray(shares.state, [...AT_WORK]))
    .groupBy(shares.operator)
  return rows.map(({ worker, row, here, online }) => ({
    workerId: worker.workerId,
    operator: row.operator,
    owner: worker.owner,
    fast: row.fast,
    online: online === true,
    models: here?.models.map((model) => model.id) ?? [],
    load: loads.find((entry) => entry.operator === row.operator)?.load ?? 0,
    jobs: row.jobs,
    failures: row.failures,
    good: row.good,
    rated: row.rated,
    baseMs: row.baseMs,
    lastSeen: here === null ? undefined : Math.floor(here.lastSeen.getTime() / 1_000),
  }))
}
