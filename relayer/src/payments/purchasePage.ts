import { BaseError } from '@supernet/sdk/errors'
import type { Address, CheckoutView, PurchaseView } from '@supernet/sdk/schema'
import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { Common } from '../common.ts'
import type { Queryable } from '../store/database.ts'
import { checkouts, purchases } from '../store/schema/index.ts'

const MOST = 50

const purchaseView = (row: typeof purchases.$inferSelect): PurchaseView => ({
  receipt: row.receipt,
  provider: row.provider,
  pack: row.pack,
  owner: row.owner,
  state: row.state,
  code: row.code ?? undefined,
  usdE6: row.usdE6,
  refundedUsdE6: row.refundedUsdE6,
  spark: row.spark,
  waitingSpark: row.waitingSpark,
  releaseAt: row.releaseAt ?? undefined,
  paidAt: row.paidAt,
  tx: row.tx ?? undefined,
})

export async function readPurchases(db: Queryable, owner: Address): Promise<PurchaseView[]> {
  const rows = await db
    .select()
    .from(purchases)
    .where(eq(purchases.owner, owner))
    .orderBy(desc(purchases.paidAt))
    .limit(MOST)
  return rows.map(purchaseView)
}

export async function readCheckout({ store, payments }: Common, id: string): Promise<CheckoutView> {
  const [row] = await store.db.select().from(checkouts).where(eq(checkouts.id, id))
  if (row === undefined) throw new BaseError('checkout-unknown', { details: { id } })
  const [purchase] = await store.db
    .select()
    .from(purchases)
    .where(eq(purchases.checkout, id))
    .orderBy(desc(purchases.paidAt))
    .limit(1)
  const { provider, pack, owner, usdCents, spark, state, url } = row
  const product =
    provider === 'apple' ? payments.packs.find((one) => one.id === pack)?.appleProduct : undefined
  return {
    id,
    provider,
    pack,
    owner,
    usdCents,
    spark,
    state,
    ...(url === null || state !== 'open' ? {} : { url }),
    ...(product === undefined ? {} : { product }),
    ...(purchase === undefined ? {} : { purchase: purchaseView(purchase) }),
  }
}

export const countWaiting = (db: Queryable): Promise<number> =>
  db.$count(purchases, and(isNotNull(purchases.code), isNotNull(purchases.dueAt)))
