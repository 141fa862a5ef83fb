import { BaseError } from '@supernet/sdk/errors'
import type { Order } from '@supernet/sdk/schema'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Level } from '../chain/benefits.ts'
import type { Common } from '../common.ts'
import type { Candidate } from '../core/candidate.ts'
import type { Asker } from '../core/eligibility.ts'
import { isQuiet } from '../core/utilisation.ts'
import { requireAccess } from '../store/catalog.ts'
import type { Queryable } from '../store/database.ts'
import { chainSessions, shares } from '../store/schema/index.ts'
import { AT_WORK } from '../store/shareRow.ts'

interface Asking {
  readonly owner: `0x${string}`
  readonly order: Order
  readonly candidates: readonly Candidate[]
  readonly exclude?: readonly string[]
}

/** Who asks, with what its stake gives it while the workers are as they are. */
export async function askerOf(
  { benefits }: Common,
  { owner, order, candidates, exclude = [] }: Asking,
): Promise<Asker & { readonly level: Level }> {
  const level = await benefits.levelOf(owner)
  const mayUpgrade = order.tier === 'relaxed' && level.freeFast && isQuiet(candidates, order.model)
  return { owner, exclude: new Set(exclude), priority: level.priority, mayUpgrade, level }
}

/** Throws unless the account may order from the model. */
export async function requireModel(
  { store, benefits }: Common,
  model: number,
  account: `0x${string}`,
): Promise<void> {
  await requireAccess(store.db, model, { account, tier: await benefits.tierOf(account) })
}

/** Images that workers owe to an account, over all its sessions. */
async function readInWork(db: Queryable, owner: `0x${string}`): Promise<number> {
  const [row] = await db
    .select({ images: sql<string>`coalesce(sum(${shares.images}), 0)` })
    .from(shares)
    .innerJoin(chainSessions, eq(chainSessions.key, shares.session))
    .where(and(eq(chainSessions.owner, owner), inArray(shares.state, [...AT_WORK])))
  return Number(row?.images ?? 0)
}

/**
 * Throws where an account would have more images in work than its stake allows. Tickets that are handed in at the same
 * moment may pass together: what is protected is other people's turn, not money.
 */
export async function requireRoom(
  { store }: Common,
  owner: `0x${string}`,
  images: number,
  { parallel }: Level,
): Promise<void> {
  const inWork = await readInWork(store.db, owner)
  if (inWork + images > parallel)
    throw new BaseError('parallel-limit', { details: { asked: images, inWork, limit: parallel } })
}
