import { and, asc, countDistinct, eq, inArray, isNotNull, isNull, lte, min, type SQL, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import type { Queue, Waiting } from '../core/pickBundle.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { userOperations } from '../store/schema/index.ts'

export type OperationRow = typeof userOperations.$inferSelect

/** Operations that are looked at for one bundle. */
const LOOK_AHEAD = 200

/** Why an operation is not taken again. */
export const REVERTED = 'a bundle of this operation alone reverted on chain'

export const drop = (tx: Queryable, hash: Hex, reason: string) =>
  tx
    .update(userOperations)
    .set({ state: 'dropped', reason, bundle: null })
    .where(eq(userOperations.hash, hash))

/** It passes every trial and fails on chain: it is not taken again. Its bundle may still apply it, in another block after a re-org. */
export const dropReverted = (tx: Queryable, hash: Hex, bundle: number) =>
  tx
    .update(userOperations)
    .set({ state: 'dropped', reason: REVERTED, bundle, width: 0 })
    .where(eq(userOperations.hash, hash))

/** One of these made a bundle revert: their next ones have at most so many. */
export const narrow = (tx: Queryable, hashes: readonly Hex[], width: number) =>
  tx
    .update(userOperations)
    .set({ width })
    .where(inArray(userOperations.hash, [...hashes]))

/**
 * Those that may go now. While an operation of a sender is on its way its next one waits, in whosever key's bundle the first
 * is: at the head of the chain it would seem to have a number that is not due, and be dropped.
 */
const ready = and(
  eq(userOperations.state, 'queued'),
  sql`NOT EXISTS (SELECT 1 FROM ${userOperations} AS ahead
    WHERE ahead.sender = ${userOperations.sender} AND ahead.state = 'bundled')`,
)

/** Operations without a bundle, in short; undefined where there is none. */
export async function readQueue(db: Queryable): Promise<Queue | undefined> {
  const [row] = await db
    .select({
      senders: countDistinct(userOperations.sender),
      since: min(userOperations.receivedAt),
      head: min(userOperations.head),
    })
    .from(userOperations)
    .where(ready)
  if (row === undefined || row.since === null || row.head === null) return undefined
  return { senders: row.senders, since: row.since.getTime(), head: row.head }
}

/** Forgets the operations without a bundle. */
export const clearWaiting = (db: Queryable) =>
  db
    .update(userOperations)
    .set({ state: 'dropped', reason: 'cleared' })
    .where(eq(userOperations.state, 'queued'))

/** Operations without a bundle, the oldest first; of those that are to travel apart and of the others equally many. */
export async function readWaiting(db: Queryable): Promise<Waiting[]> {
  const read = (kind: SQL) =>
    db.select().from(userOperations).where(and(ready, kind)).orderBy(asc(userOperations.n)).limit(LOOK_AHEAD)
  const { width } = userOperations
  const rows = [...(await read(isNotNull(width))), ...(await read(isNull(width)))]
  return rows
    .toSorted((a, b) => a.n - b.n)
    .map(({ hash, operation, receivedAt, head, width }) => ({
      hash,
      operation,
      at: receivedAt.getTime(),
      head,
      width,
    }))
}

export const readBundled = (db: Queryable, bundle: number): Promise<OperationRow[]> =>
  db.select().from(userOperations).where(eq(userOperations.bundle, bundle))

/** Ties operations to a bundle; all of them, or the transaction fails. */
export async function bind(tx: Transaction, hashes: readonly Hex[], bundle: number): Promise<void> {
  const bound = await tx
    .update(userOperations)
    .set({ state: 'bundled', bundle })
    .where(and(inArray(userOperations.hash, [...hashes]), eq(userOperations.state, 'queued')))
    .returning({ hash: userOperations.hash })
  if (bound.length !== hashes.length) throw new Error('an operation of the bundle was taken meanwhile')
}

export interface Inclusion {
  readonly tx: Hex
  readonly block: number
  readonly blockHash: Hex
  readonly success: boolean
  readonly gasCost: bigint
  readonly gasUsed: bigint
}

/** It was applied, by the bundle or by somebody else's transaction. */
export const include = (tx: Queryable, hash: Hex, inclusion: Inclusion, bundle: number | null = null) =>
  tx
    .update(userOperations)
    .set({ state: 'included', reason: null, bundle, ...inclusion })
    .where(eq(userOperations.hash, hash))

/** They were applied by one transaction, the bundle's. */
export async function includeAll(
  tx: Queryable,
  included: readonly (Inclusion & { hash: Hex })[],
  bundle: number,
): Promise<void> {
  const [first] = included
  if (first === undefined) return
  const rows = included.map(
    ({ hash, success, gasCost, gasUsed }) =>
      sql`(${hash}, ${success}::boolean, ${gasCost.toString()}::numeric, ${gasUsed.toString()}::numeric)`,
  )
  const { tx: hash, block, blockHash } = first
  await tx.execute(sql`
    UPDATE ${userOperations} SET state = 'included', reason = NULL, bundle = ${bundle}, tx = ${hash}, block = ${block},
      block_hash = ${blockHash}, success = v.success, gas_cost = v.gas_cost, gas_used = v.gas_used
    FROM (VALUES ${sql.join(rows, sql`, `)}) AS v (hash, success, gas_cost, gas_used)
    WHERE ${userOperations.hash} = v.hash`)
}

/** Operations that somebody else's transaction applied, and whose block is not final. */
export const readForeign = (db: Queryable): Promise<OperationRow[]> =>
  db
    .select()
    .from(userOperations)
    .where(and(eq(userOperations.state, 'included'), isNull(userOperations.bundle)))

const forgotten = { tx: null, block: null, blockHash: null, success: null, gasCost: null, gasUsed: null }

/**
 * Before operations live again whose block is gone: of those that took their numbers meanwhile, the ones that wait are dropped,
 * and where one is on its way the old one is. Of one number only one can live, and be applied.
 */
async function makeWay(tx: Queryable, old: SQL): Promise<void> {
  const rivals = (
    state: 'queued' | 'bundled',
  ) => sql`FROM ${userOperations} AS old, ${userOperations} AS fresh
    WHERE ${old} AND old.state = 'included' AND fresh.state = ${state} AND fresh.sender = old.sender
      AND fresh.nonce = old.nonce AND fresh.hash <> old.hash`
  await tx.execute(sql`UPDATE ${userOperations} SET state = 'dropped', reason = 'an older operation of this nonce is back'
    WHERE ${userOperations.hash} IN (SELECT fresh.hash ${rivals('queued')})`)
  await tx.execute(sql`UPDATE ${userOperations} SET state = 'dropped', reason = 'another operation of this nonce is on its way'
    WHERE ${userOperations.hash} IN (SELECT old.hash ${rivals('bundled')})`)
}

/** The block that applied it is gone. */
export async function requeueOperation(tx: Transaction, hash: Hex): Promise<void> {
  await makeWay(tx, sql`old.hash = ${hash}`)
  await tx
    .update(userOperations)
    .set({ state: 'queued', bundle: null, ...forgotten })
    .where(and(eq(userOperations.hash, hash), eq(userOperations.state, 'included')))
}

/** The bundle did not carry them: they wait for another one. */
export async function release(tx: Transaction, bundle: number, state: 'queued' | 'bundled'): Promise<void> {
  await makeWay(tx, sql`old.bundle = ${bundle}`)
  await tx
    .update(userOperations)
    .set({ state, ...forgotten, ...(state === 'queued' && { bundle: null }) })
    .where(and(eq(userOperations.bundle, bundle), inArray(userOperations.state, ['bundled', 'included'])))
}

export const finishOperations = (db: Queryable, finalized: number) =>
  db
    .update(userOperations)
    .set({ state: 'final' })
    .where(and(eq(userOperations.state, 'included'), lte(userOperations.block, finalized)))

export async function readOperation(db: Queryable, hash: Hex): Promise<OperationRow | undefined> {
  const [row] = await db.select().from(userOperations).where(eq(userOperations.hash, hash))
  return row
}
