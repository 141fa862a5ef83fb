import { BaseError } from '@supernet/sdk/errors'
import { priceOrder } from '@supernet/sdk/protocol'
import type { Address, ModelView, Order, Price } from '@supernet/sdk/schema'
import { and, asc, count, desc, eq, sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import {
  chainLedgerModels,
  chainModelAccess,
  chainModelStakes,
  chainModels,
  chainModelUsers,
  chainPrice,
  manifests,
  marketPrice,
  presence,
} from './schema/index.ts'
import { isPresent } from './workers.ts'

const joined = (db: Queryable) =>
  db
    .select({
      model: chainModels,
      ledger: chainLedgerModels,
      served: manifests,
      access: chainModelAccess,
      stake: chainModelStakes,
    })
    .from(chainModels)
    .innerJoin(chainLedgerModels, eq(chainLedgerModels.id, chainModels.id))
    .leftJoin(manifests, eq(manifests.model, chainModels.id))
    .leftJoin(chainModelAccess, eq(chainModelAccess.model, chainModels.id))
    .leftJoin(chainModelStakes, eq(chainModelStakes.model, chainModels.id))

/** Whether `account` owns the model of the row or is on its list. */
const isAllowed = (account: Address) =>
  sql<boolean>`(${chainModels.owner} = ${account} OR EXISTS (SELECT 1 FROM ${chainModelUsers}
    WHERE ${chainModelUsers.model} = ${chainModels.id} AND ${chainModelUsers.user} = ${account}
    AND ${chainModelUsers.allowed}))`

/** Someone who asks for models, with its tier of now. */
export interface Reader {
  readonly account: Address
  readonly tier: number
}

/** Open models, and the private ones that the reader may use. */
const isVisible = (reader: Reader | undefined) =>
  reader === undefined
    ? sql`NOT coalesce(${chainModelAccess.isPrivate}, false)`
    : sql`(NOT coalesce(${chainModelAccess.isPrivate}, false) OR ${isAllowed(reader.account)}
        OR ${chainModelAccess.leastTier} BETWEEN 1 AND ${reader.tier})`

/** What the reader may order from, most stake first. */
export async function readModels(db: Queryable, reader?: Reader): Promise<ModelView[]> {
  const rows = await joined(db)
    .where(isVisible(reader))
    .orderBy(desc(sql`coalesce(${chainModelStakes.total}, 0)`), asc(chainModels.id))
  const served = sql<number>`(jsonb_array_elements(${presence.models}) ->> 'id')::bigint`
  const online = await db
    .select({ id: served.mapWith(Number).as('id'), workers: count() })
    .from(presence)
    .where(isPresent())
    .groupBy(sql`1`)
  return rows.map(({ model, ledger, served, access, stake }) => ({
    id: model.id,
    owner: model.owner,
    account: model.account,
    contentRoot: model.contentRoot,
    classId: model.classId,
    royaltyBps: ledger.royaltyBps,
    listed: ledger.listed,
    isPrivate: access?.isPrivate ?? false,
    stake: stake?.total ?? 0n,
    table: model.table,
    manifest: served?.manifest,
    vocabulary: served?.vocabulary ?? undefined,
    documents: served?.documents ?? undefined,
    workers: online.find((row) => row.id === model.id)?.workers ?? 0,
  }))
}

export async function readClassId(db: Queryable, id: number): Promise<`0x${string}` | undefined> {
  const [row] = await db
    .select({ classId: chainModels.classId })
    .from(chainModels)
    .where(eq(chainModels.id, id))
  return row?.classId
}

/** A reading of the market is believed for this long: the chain has moved on, or nobody reads it. */
const MARKET_PRICE_LIFE = 60

/**
 * Dollars per SOGNI that the chain charges with at chain time `now`: the governed price, or the market's once the oracle
 * has a pool. Undefined where none may be used.
 */
export async function readSogniPrice(db: Queryable, now: number): Promise<bigint | undefined> {
  const [governed] = await db.select().from(chainPrice)
  if (governed === undefined) return undefined
  if (governed.pool === null) return governed.validUntil < now ? undefined : governed.priceE18
  const [read] = await db.select().from(marketPrice)
  if (read === undefined || read.at + MARKET_PRICE_LIFE < now) return undefined
  return read.priceE18 ?? undefined
}

/** Throws unless the reader may order from the model. */
export async function requireAccess(db: Queryable, model: number, reader: Reader): Promise<void> {
  const [visible] = await joined(db).where(and(eq(chainModels.id, model), isVisible(reader)))
  if (visible === undefined)
    throw new BaseError('model-private', { details: { model, account: reader.account } })
}

/**
 * The order's price from the registry's table. Throws where the model does not allow the order, or no price of SOGNI may
 * be used and the order is paid in it.
 */
export async function readPrice(db: Queryable, order: Order, now: number): Promise<Price> {
  const [row] = await joined(db).where(eq(chainModels.id, order.model))
  if (row === undefined) throw new BaseError('model-unknown', { details: { model: order.model } })
  if (!row.ledger.listed) throw new BaseError('model-unlisted', { details: { model: order.model } })
  const sizes = row.served?.manifest.sizes
  const { width, height } = order
  if (sizes !== undefined && !sizes.some((size) => size.width === width && size.height === height))
    throw new BaseError('size-not-offered', { details: { width, height } })
  return priceOrder(row.model.table, order, await readSogniPrice(db, now))
}
