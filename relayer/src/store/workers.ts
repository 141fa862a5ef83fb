import { createHash } from 'node:crypto'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Candidate } from '../core/candidate.ts'
import type { Queryable } from './database.ts'
import { chainOperators, chainWorkers, presence, reservations, shares, speeds } from './schema/index.ts'
import { AT_WORK } from './shareRow.ts'

/** A worker that was not heard of for so long is gone, whatever its replica last wrote. */
export const PRESENCE_SECONDS = 20

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export const isPresent = () =>
  and(
    eq(presence.online, true),
    gt(presence.lastSeen, sql`now() - make_interval(secs => ${PRESENCE_SECONDS})`),
  )

interface Load {
  readonly shares: number
  readonly images: number
}

/** What every worker has in hand or reserved. A reservation counts until its ticket comes or it expires, but not for its own job. */
async function readLoads(db: Queryable, job: `0x${string}` | undefined): Promise<Map<string, Load>> {
  const { rows } = await db.execute<{ operator: string; shares: string; images: string }>(sql`
    SELECT operator, count(*) AS shares, coalesce(sum(images), 0) AS images FROM (
      SELECT operator, images FROM ${shares} WHERE state IN (${sql.join(
        AT_WORK.map((state) => sql`${state}`),
        sql`, `,
      )})
      UNION ALL
      SELECT operator, images FROM ${reservations} WHERE expires_at > now() ${
        job === undefined ? sql`` : sql`AND job_id <> ${job}`
      }
    ) AS load GROUP BY operator`)
  return new Map(
    rows.map((row) => [row.operator, { shares: Number(row.shares), images: Number(row.images) }]),
  )
}

/** All connected workers as matching sees them, with what they have to do besides `job`. */
export async function readCandidates(db: Queryable, now: number, job?: `0x${string}`): Promise<Candidate[]> {
  const rows = await db
    .select({ presence, worker: chainWorkers, row: chainOperators })
    .from(presence)
    .innerJoin(chainWorkers, eq(chainWorkers.workerId, presence.workerId))
    .innerJoin(chainOperators, eq(chainOperators.operator, presence.operator))
    .where(isPresent())
  const operators = rows.map(({ presence: { operator } }) => operator)
  const measured =
    operators.length === 0 ? [] : await db.select().from(speeds).where(inArray(speeds.operator, operators))
  const loads = await readLoads(db, job)
  return rows.map(({ presence: here, worker, row }) => {
    const load = loads.get(here.operator)
    const { key } = here.certificate
    const models = here.models.map(({ id, stepMs, fixedMs }) => {
      const known = measured.find((speed) => speed.operator === here.operator && speed.model === id)
      return [id, known === undefined ? { stepMs, fixedMs } : { stepMs: known.stepMs, fixedMs: 0 }] as const
    })
    return {
      operator: here.operator,
      workerId: here.workerId,
      owner: worker.owner,
      tiers: here.tiers,
      models: new Map(models),
      capacity: here.capacity,
      load: load?.shares ?? 0,
      waitingImages: load?.images ?? 0,
      fast: row.fast,
      active: !row.jailed && row.retireAt === 0 && worker.operator === here.operator,
      bonded: here.bonded,
      certified: now >= key.notBefore && now < key.notAfter && key.seq >= worker.minSeq,
      jobs: row.jobs,
      failures: row.failures,
      good: row.good,
      rated: row.rated,
    }
  })
}

/** The worker behind an upload token, while its connection lives. */
export async function operatorOfToken(db: Queryable, token: string): Promise<`0x${string}` | undefined> {
  const [row] = await db
    .select({ operator: presence.operator })
    .from(presence)
    .where(and(eq(presence.tokenHash, hashToken(token)), isPresent()))
  return row?.operator
}
