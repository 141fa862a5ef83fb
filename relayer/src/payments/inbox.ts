import { receiptId } from '@supernet/sdk/protocol'
import type { PaymentProvider } from '@supernet/sdk/schema'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { zeroAddress } from 'viem'
import type { Common } from '../common.ts'
import { centsToUsdE6, type Pack } from '../core/packs.ts'
import type { PaidFact, PaymentFact, TakenFact, Terms } from '../core/paymentFact.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { checkouts, paymentEvents, paymentTakings, purchases } from '../store/schema/index.ts'
import { transact } from '../store/transact.ts'

/** Stores what an event says, once for its id. Only then may the provider be told that it arrived. */
export async function storeEvent(
  { store, metrics }: Common,
  provider: PaymentProvider,
  id: string,
  fact: PaymentFact | undefined,
): Promise<void> {
  const handledAt = fact === undefined ? new Date() : null
  const stored = await store.db
    .insert(paymentEvents)
    .values({ id: `${provider}:${id}`, provider, fact: fact ?? null, handledAt })
    .onConflictDoNothing()
    .returning({ n: paymentEvents.n })
  metrics.paymentEvents.inc({ provider, outcome: stored.length === 0 ? 'duplicate' : 'stored' })
}

/** Events that one step handles. */
const MOST = 200

/** Turns stored events into rows, each in one transaction, in the order of their arrival. */
export async function handleEvents(common: Common, signal: AbortSignal): Promise<void> {
  const { store, logger, metrics } = common
  const waiting = await store.db
    .select({ id: paymentEvents.id })
    .from(paymentEvents)
    .where(isNull(paymentEvents.handledAt))
    .orderBy(asc(paymentEvents.n))
    .limit(MOST)
  for (const { id } of waiting) {
    if (signal.aborted) return
    try {
      const code = await transact(store.db, (tx) => handleOne(tx, common, id))
      if (code === undefined) continue
      // Somebody has paid and gets nothing: the operator has to look.
      logger.error({ event: id, code }, 'a payment was refused')
      metrics.purchaseRefusals.inc({ code })
    } catch (error) {
      // It waits where it is, and must not hold up the others.
      logger.error({ event: id, error }, 'an event of a payment failed')
    }
  }
}

async function handleOne(
  tx: Transaction,
  { payments, clock }: Common,
  id: string,
): Promise<string | undefined> {
  const [event] = await tx
    .select()
    .from(paymentEvents)
    .where(and(eq(paymentEvents.id, id), isNull(paymentEvents.handledAt)))
    .for('update', { skipLocked: true })
  if (event === undefined) return undefined
  const { provider, fact } = event
  const code = fact === null ? undefined : await applyFact(tx, provider, fact, payments.packs, clock.now())
  await tx.update(paymentEvents).set({ handledAt: sql`now()` }).where(eq(paymentEvents.id, id))
  return code
}

/** Answers the code of a refusal. */
async function applyFact(
  tx: Transaction,
  provider: PaymentProvider,
  fact: PaymentFact,
  packs: readonly Pack[],
  at: number,
): Promise<string | undefined> {
  switch (fact.type) {
    case 'paid':
      return recordPaid(tx, provider, fact, packs, at)
    case 'taken':
      await recordTaken(tx, provider, fact)
      return undefined
    case 'ended':
      await tx
        .update(checkouts)
        .set({ state: 'ended' })
        .where(and(eq(checkouts.id, fact.checkout), eq(checkouts.state, 'open')))
      return undefined
  }
}

async function recordPaid(
  tx: Transaction,
  provider: PaymentProvider,
  fact: PaidFact,
  packs: readonly Pack[],
  at: number,
): Promise<string | undefined> {
  const terms = fact.terms ?? (await agreedTerms(tx, provider, fact, packs))
  const { payment, checkout, paidCents } = fact
  const quantity = BigInt(fact.quantity)
  const price = terms === undefined ? 0n : centsToUsdE6(terms.usdCents) * quantity
  const short = paidCents !== null && centsToUsdE6(paidCents) < price
  const code = terms === undefined ? 'payment-unclaimed' : short ? 'payment-short' : undefined
  const inserted = await tx
    .insert(purchases)
    .values({
      provider,
      payment,
      receipt: receiptId(provider, payment),
      checkout: terms === undefined ? null : checkout,
      owner: terms?.owner ?? zeroAddress,
      pack: terms?.pack ?? '',
      usdE6: price,
      promised: (terms?.spark ?? 0n) * quantity,
      paidCents,
      state: code === undefined ? 'pending' : 'refused',
      code: code ?? null,
      dueAt: code === undefined ? sql`now()` : null,
      paidAt: at,
    })
    .onConflictDoNothing()
    .returning({ receipt: purchases.receipt })
  if (checkout !== null && terms !== undefined)
    await tx.update(checkouts).set({ state: 'paid' }).where(eq(checkouts.id, checkout))
  return inserted.length === 0 ? undefined : code
}

/** Terms of the checkout that the buyer's app named, if it bought what was agreed there. */
async function agreedTerms(
  db: Queryable,
  provider: PaymentProvider,
  { checkout, product }: PaidFact,
  packs: readonly Pack[],
): Promise<Terms | undefined> {
  if (checkout === null) return undefined
  const [row] = await db
    .select()
    .from(checkouts)
    .where(and(eq(checkouts.id, checkout), eq(checkouts.provider, provider)))
  const pack = packs.find(({ appleProduct }) => appleProduct !== undefined && appleProduct === product)
  return row === undefined || row.pack !== pack?.id ? undefined : row
}

async function recordTaken(tx: Transaction, provider: PaymentProvider, fact: TakenFact): Promise<void> {
  const { payment, source, taken, of, at } = fact
  await tx
    .insert(paymentTakings)
    .values({ provider, payment, source, taken, of, at })
    .onConflictDoUpdate({
      target: [paymentTakings.provider, paymentTakings.payment, paymentTakings.source],
      set: { taken, of, at },
      // Events may arrive in any order. Of two in the same second the one that leaves more is the later: money goes, then
      // comes back.
      setWhere: sql`${paymentTakings.at} < ${at} OR (${paymentTakings.at} = ${at} AND ${paymentTakings.taken} > ${taken})`,
    })
  await tx
    .update(purchases)
    .set({ dueAt: sql`now()`, tries: 0 })
    .where(
      and(
        eq(purchases.provider, provider),
        eq(purchases.payment, payment),
        sql`${purchases.state} <> 'refused'`,
      ),
    )
}
