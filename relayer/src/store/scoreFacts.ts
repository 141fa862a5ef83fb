import {
  EPOCH_SECONDS,
  type ScoreLine,
  type UserFacts,
  userId,
  type WorkerFacts,
} from '@supernet/sdk/protocol'
import { and, asc, eq, gte, inArray, isNull, lt } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import {
  chainBonds,
  chainLines,
  chainOperatorWorkers,
  chainQuestsDone,
  chainReferrals,
  chainRequirements,
  chainSessions,
  chainSettlements,
  chainStakes,
} from './schema/index.ts'

type Hex = `0x${string}`

/** Stakes are scored in ledger units. */
const WEI_PER_UNIT = 10n ** 9n
/** Ids of Fast workers begin with it; only they have to bond. */
const FAST = '0x01'

const startOf = (epoch: number): number => epoch * EPOCH_SECONDS

/** Applied lines between two times, with whom they belong to. */
export async function readLines(
  db: Queryable,
  { from, to, owners }: { from: number; to: number; owners?: readonly Hex[] },
): Promise<ScoreLine[]> {
  return db
    .select({
      owner: chainSessions.owner,
      workerId: chainOperatorWorkers.workerId,
      currency: chainSessions.currency,
      debit: chainLines.debit,
      sparkRate: chainSettlements.sparkRate,
      jobs: chainLines.count,
      baseMs: chainLines.baseMs,
      rating: chainLines.rating,
      at: chainLines.at,
    })
    .from(chainLines)
    .innerJoin(chainSessions, eq(chainSessions.key, chainLines.session))
    .innerJoin(chainOperatorWorkers, eq(chainOperatorWorkers.operator, chainLines.operator))
    .innerJoin(
      chainSettlements,
      and(eq(chainSettlements.tx, chainLines.tx), eq(chainSettlements.logIndex, chainLines.logIndex)),
    )
    .where(
      and(
        isNull(chainLines.skipped),
        gte(chainLines.at, from),
        lt(chainLines.at, to),
        owners === undefined ? undefined : inArray(chainSessions.owner, [...owners]),
      ),
    )
}

/** The last row of every key, where rows come oldest first. */
const lastOf = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
]

const stakesBefore = (db: Queryable, to: number) =>
  db
    .select()
    .from(chainStakes)
    .where(lt(chainStakes.at, to))
    .orderBy(asc(chainStakes.block), asc(chainStakes.logIndex))

/** What users did in an epoch. Stake is what counted for benefits when it ended. */
export async function readUserFacts(db: Queryable, epoch: number): Promise<UserFacts> {
  const [from, to] = [startOf(epoch), startOf(epoch + 1)]
  const stakes = lastOf(await stakesBefore(db, to), ({ account }) => account)
  const quests = await db
    .select({ account: chainQuestsDone.account })
    .from(chainQuestsDone)
    .where(and(gte(chainQuestsDone.at, from), lt(chainQuestsDone.at, to)))
  return {
    epoch,
    lines: await readLines(db, { from, to }),
    stakes: new Map(
      stakes.map(({ account, active, cooling, lp }) => [
        userId(account),
        (active + cooling + lp) / WEI_PER_UNIT,
      ]),
    ),
    referrals: await db
      .select({ referrer: chainReferrals.referrer, referee: chainReferrals.referee })
      .from(chainReferrals)
      .where(lt(chainReferrals.since, to)),
    quests: quests.map(({ account }) => account),
  }
}

/** What workers did in an epoch. What is bonded to a Fast worker counts above what all of them must have. */
export async function readWorkerFacts(db: Queryable, epoch: number): Promise<WorkerFacts> {
  const [from, to] = [startOf(epoch), startOf(epoch + 1)]
  const active = new Map(
    lastOf(await stakesBefore(db, to), ({ account }) => account).map((row) => [row.account, row.active]),
  )
  const bonds = lastOf(
    await db
      .select()
      .from(chainBonds)
      .where(lt(chainBonds.at, to))
      .orderBy(asc(chainBonds.block), asc(chainBonds.logIndex)),
    ({ workerId, owner }) => `${workerId} ${owner}`,
  )
  const requirements = await db
    .select()
    .from(chainRequirements)
    .where(lt(chainRequirements.at, to))
    .orderBy(asc(chainRequirements.block), asc(chainRequirements.logIndex))
  const required = requirements.at(-1)?.amount ?? 0n

  const pledgedBy = new Map<string, bigint>()
  for (const { owner, pledged } of bonds) pledgedBy.set(owner, (pledgedBy.get(owner) ?? 0n) + pledged)
  const bonded = new Map<Hex, bigint>()
  for (const { workerId, owner, pledged } of bonds) {
    const [all, stake] = [pledgedBy.get(owner) ?? 0n, active.get(owner) ?? 0n]
    // As the vault says it: a slash takes from all pledges of an owner alike.
    const amount = all > stake ? (pledged * stake) / all : pledged
    bonded.set(workerId, (bonded.get(workerId) ?? 0n) + amount)
  }
  return {
    epoch,
    lines: await readLines(db, { from, to }),
    extraStakes: new Map(
      [...bonded].map(([workerId, amount]) => {
        const must = workerId.startsWith(FAST) ? required : 0n
        return [workerId, amount > must ? (amount - must) / WEI_PER_UNIT : 0n]
      }),
    ),
  }
}
