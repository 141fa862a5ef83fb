import { and, asc, desc, eq, inArray, isNotNull, lte, max, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import type { SignedAttempt } from '../outbox/outboxRows.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { bundleAttempts, bundles, userOperations } from '../store/schema/index.ts'

export type BundleRow = typeof bundles.$inferSelect
export type BundleAttempt = typeof bundleAttempts.$inferSelect

const ofKey = (key: Hex) => and(eq(bundles.key, key), inArray(bundles.state, ['intent', 'mined']))

/** Bundles of a key that own a nonce and are not final, in the order of their nonces. */
export const readBundles = (db: Queryable, key: Hex): Promise<BundleRow[]> =>
  db.select().from(bundles).where(ofKey(key)).orderBy(asc(bundles.nonce))

export async function newestBundle(db: Queryable): Promise<BundleRow | undefined> {
  const [row] = await db.select().from(bundles).orderBy(desc(bundles.id)).limit(1)
  return row
}

/** Whether anything waits for the bundler or is on its way, or only for its block to be final; undefined where nothing is. */
export async function readWork(db: Queryable): Promise<'open' | 'settled' | undefined> {
  const { rows } = await db.execute<{ open: boolean; settled: boolean }>(sql`SELECT
    EXISTS (SELECT 1 FROM ${userOperations} WHERE state IN ('queued', 'bundled'))
    OR EXISTS (SELECT 1 FROM ${bundles} WHERE state = 'intent') AS open,
    EXISTS (SELECT 1 FROM ${userOperations} WHERE state = 'included')
    OR EXISTS (SELECT 1 FROM ${bundles} WHERE state = 'mined') AS settled`)
  if (rows[0]?.open === true) return 'open'
  return rows[0]?.settled === true ? 'settled' : undefined
}

/** One above every nonce that an unfinished bundle of the key owns. */
export async function nonceAboveBundles(db: Queryable, key: Hex): Promise<number> {
  const [row] = await db
    .select({ nonce: max(bundles.nonce) })
    .from(bundles)
    .where(and(ofKey(key), isNotNull(bundles.nonce)))
  return row?.nonce === null || row?.nonce === undefined ? 0 : row.nonce + 1
}

/** Signed versions of a bundle, the newest first. */
export const readBundleAttempts = (db: Queryable, bundle: number): Promise<BundleAttempt[]> =>
  db
    .select()
    .from(bundleAttempts)
    .where(eq(bundleAttempts.bundle, bundle))
    .orderBy(desc(bundleAttempts.maxFeePerGas))

export async function insertBundle(
  tx: Transaction,
  bundle: { key: Hex; nonce: number; data: Hex; gas: bigint },
  signed: SignedAttempt,
): Promise<number> {
  const [row] = await tx
    .insert(bundles)
    .values({ ...bundle, state: 'intent', tx: signed.hash })
    .returning({ id: bundles.id })
  if (row === undefined) throw new Error('the bundle was not stored')
  await recordBundleAttempt(tx, row.id, signed, false)
  return row.id
}

/** The bytes are durable before anybody sees them. */
export async function recordBundleAttempt(
  tx: Queryable,
  bundle: number,
  signed: SignedAttempt,
  cancels: boolean,
): Promise<void> {
  await tx
    .insert(bundleAttempts)
    .values({ ...signed, bundle, cancels })
    .onConflictDoNothing()
}

export const markBundleSent = (db: Queryable, id: number) =>
  db.update(bundles).set({ sentAt: sql`now()` }).where(eq(bundles.id, id))

export const setBundle = (db: Queryable, id: number, change: Partial<BundleRow>) =>
  db.update(bundles).set(change).where(eq(bundles.id, id))

export const finishBundles = (db: Queryable, finalized: number) =>
  db
    .update(bundles)
    .set({ state: 'final' })
    .where(and(eq(bundles.state, 'mined'), lte(bundles.block, finalized)))
