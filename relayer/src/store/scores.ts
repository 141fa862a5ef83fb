import { createHash } from 'node:crypto'
import {
  type Population,
  readScoreText,
  type Scored,
  scoredOf,
  scoreRoot,
  scoreText,
  type Thresholds,
  userFactors,
  workerFactors,
} from '@supernet/sdk/protocol'
import type { ScoreDocument } from '@supernet/sdk/schema'
import { and, eq } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { scores } from './schema/index.ts'
import { readUserFacts, readWorkerFacts } from './scoreFacts.ts'

export type ScoresRow = typeof scores.$inferSelect

const sha256 = (text: string): `0x${string}` => `0x${createHash('sha256').update(text).digest('hex')}`

async function factorsOf(
  db: Queryable,
  population: Population,
  epoch: number,
  thresholds: Thresholds,
): Promise<Scored[]> {
  return population === 'users'
    ? userFactors(await readUserFacts(db, epoch), thresholds)
    : workerFactors(await readWorkerFacts(db, epoch), thresholds)
}

export async function readScores(
  db: Queryable,
  population: Population,
  epoch: number,
): Promise<ScoresRow | undefined> {
  const [row] = await db
    .select()
    .from(scores)
    .where(and(eq(scores.population, population), eq(scores.epoch, epoch)))
  return row
}

/** Scores an epoch from the index, once: what was published stays as it was. */
export async function computeScores(
  db: Queryable,
  population: Population,
  epoch: number,
  thresholds: Thresholds,
): Promise<ScoresRow | undefined> {
  const rows = await factorsOf(db, population, epoch, thresholds)
  const document: ScoreDocument = {
    population,
    epoch,
    thresholds,
    rows: rows.map(({ id, factors }) => ({ id, factors: [...factors] })),
  }
  const text = scoreText(document)
  const root = rows.length === 0 ? null : scoreRoot(population, epoch, scoredOf(document))
  await db
    .insert(scores)
    .values({ population, epoch, count: rows.length, root, dataHash: sha256(text), rows: text })
    .onConflictDoNothing()
  return readScores(db, population, epoch)
}

export const documentOf = ({ rows }: ScoresRow): ScoreDocument => readScoreText(rows)
