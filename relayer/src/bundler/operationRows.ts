import type { UserOperation } from '@supernet/sdk/protocol'
import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import { mayReplace } from '../core/checkOperation.ts'
import type { Waiting } from '../core/pickBundle.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { userOperations } from '../store/schema/index.ts'
import { faultError } from './rpcError.ts'

export type OperationRow = typeof userOperations.$inferSelect

/** Operations that are looked at for one bundle. */
const LOOK_AHEAD = 200

const live = inArray(userOperations.state, ['queued', 'bundled'])

/** Takes an operation, in the place of a cheaper one of the same number where there is one. */
export async function admit(
  tx: Transaction,
  entry: { hash: Hex; operation: UserOperation; head: number },
): Promise<void> {
  const { hash, operation, head } = entry
  const { sender, nonce } = operation
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`operation:${sender}`}))`)
  const [known] = await tx
    .select({ state: userOperations.state })
    .from(userOperations)
    .where(eq(userOperations.hash, hash))
  if (known !== undefined && known.state !== 'dropped') return
  const others = await tx
    .select()
    .from(userOperations)
    .where(and(eq(userOperations.sender, sender), live))
  const old = others.find((row) => row.nonce === nonce)
  // Version 0.8 refuses a second operation that makes the account, though the first one has made it by then.
  const creates = operation.factory !== undefined
  if (creates && others.some((row) => row !== old && row.operation.factory !== undefined))
    throw faultError({ code: 'operation-rejected', message: 'AA10 another operation makes this account' })
  if (old !== undefined) {
    if (old.state === 'bundled')
      throw faultError({ code: 'operation-invalid', message: 'an operation of this nonce is being mined' })
    if (!mayReplace(old.operation, operation))
      throw faultError({
        code: 'operation-invalid',
        message:
          'replacement underpriced: both fees must be a tenth above those of the operation in the queue',
      })
    await drop(tx, old.hash, 'replaced')
  }
  const fresh = { state: 'queued' as const, reason: null, bundle: null, head }
  await tx
    .insert(userOperations)
    .values({ hash, sender, nonce, operation, ...fresh })
    .onConflictDoUpdate({ target: userOperations.hash, set: fresh })
}

export const drop = (tx: Queryable, hash: Hex, reason: string) =>
  tx
    .update(userOperations)
    .set({ state: 'dropped', reason, bundle: null })
    .where(eq(userOperations.hash, hash))

/** Operations without a bundle, the oldest first. */
export async function readWaiting(db: Queryable): Promise<Waiting[]> {
  const rows = await db
    .select()
    .from(userOperations)
    .where(eq(userOperations.state, 'queued'))
    .orderBy(asc(userOperations.n))
    .limit(LOOK_AHEAD)
  return rows.map(({ hash, operation, receivedAt, head }) => ({
    hash,
    operation,
    at: receivedAt.getTime(),
    head,
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

/** Operations that somebody else's transaction applied, and whose block is not final. */
export const readForeign = (db: Queryable): Promise<OperationRow[]> =>
  db
    .select()
    .from(userOperations)
    .where(and(eq(userOperations.state, 'included'), isNull(userOperations.bundle)))

const forgotten = { tx: null, block: null, blockHash: null, success: null, gasCost: null, gasUsed: null }

/** The block that applied it is gone. */
export const requeueOperation = (db: Queryable, hash: Hex) =>
  db
    .update(userOperations)
    .set({ state: 'queued', bundle: null, ...forgotten })
    .where(eq(userOperations.hash, hash))

/** The bundle did not carry them: they wait for another one. */
export const release = (tx: Queryable, bundle: number, state: 'queued' | 'bundled') =>
  tx
    .update(userOperations)
    .set({ state, ...forgotten, ...(state === 'queued' && { bundle: null }) })
    .where(and(eq(userOperations.bundle, bundle), inArray(userOperations.state, ['bundled', 'included'])))

export const finishOperations = (db: Queryable, finalized: number) =>
  db
    .update(userOperations)
    .set({ state: 'final' })
    .where(and(eq(userOperations.state, 'included'), lte(userOperations.block, finalized)))

export async function readOperation(db: Queryable, hash: Hex): Promise<OperationRow | undefined> {
  const [row] = await db.select().from(userOperations).where(eq(userOperations.hash, hash))
  return row
}
