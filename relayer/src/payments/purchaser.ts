import { toBaseError } from '@supernet/sdk/errors'
import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Hex, PrivateKeyAccount } from 'viem'
import type { Common } from '../common.ts'
import { mintRefusal } from '../core/mintRefusal.ts'
import { planPurchase, takenOf } from '../core/planPurchase.ts'
import { purchaseState } from '../core/purchaseState.ts'
import { enqueue } from '../outbox/outboxRows.ts'
import { simulate } from '../outbox/simulate.ts'
import type { Queryable } from '../store/database.ts'
import { outbox, paymentTakings, purchases } from '../store/schema/index.ts'
import { encodeRelease, encodeStep, MINT_SELECTOR, type ReceiptRow, readReceipts } from './fiatMinterCalls.ts'
import { handleEvents } from './inbox.ts'

type Purchase = typeof purchases.$inferSelect

/** Purchases that one step looks at. */
const MOST = 100
/** Between two looks at a purchase that follows its transactions. */
const FOLLOW_SECONDS = 2
/** After a refusal by the chain: doubled each time up to the longest. */
const FIRST_RETRY_SECONDS = 5
const LONGEST_SECONDS = 600
/** Codes that no later try can change. */
const FINAL_CODES: readonly string[] = ['refund-late']

const CALLS = { mint: 'mint', chargeback: 'chargeback' } as const

/**
 * Brings what `FiatMinter` has of every payment to what was paid and not taken back. The chain is asked each time, and what
 * to do follows from its answer: a kill between any two lines, a duplicate or a re-org is mended by the next look.
 */
export function createPurchaser(common: Common, minter: PrivateKeyAccount) {
  const { store, chain, network, clock, metrics, logger } = common
  const { fiatMinter } = network.contracts

  const unfinished = (db: Queryable, ref: string) =>
    db
      .select({ state: outbox.state })
      .from(outbox)
      .where(
        and(
          eq(outbox.kind, 'purchase'),
          eq(outbox.ref, ref),
          inArray(outbox.state, ['queued', 'intent', 'mined']),
        ),
      )

  const update = (row: Purchase, change: Partial<Purchase>, seconds: number | null) =>
    store.db
      .update(purchases)
      .set({ ...change, dueAt: seconds === null ? null : sql`now() + make_interval(secs => ${seconds})` })
      .where(isPurchase(row))

  const send = async (row: Purchase, call: string, data: Hex, view: Partial<Purchase>): Promise<void> => {
    const forecast = await simulate(chain, minter.address, { to: fiatMinter, data })
    if (!forecast.worthwhile) {
      const code = mintRefusal(forecast.code)
      const final = FINAL_CODES.includes(code)
      const wait = Math.min(FIRST_RETRY_SECONDS * 2 ** Math.min(row.tries, 10), LONGEST_SECONDS)
      await update(row, { ...view, code, tries: row.tries + 1 }, final ? null : wait)
      if (row.code !== code)
        logger[final ? 'error' : 'warn']({ receipt: row.receipt, call, code }, 'purchase waits')
      metrics.purchaseRefusals.inc({ code })
      return
    }
    const sent = await store.db.transaction(async (tx) => {
      // Whoever else believes to lead waits here, and then finds the row in the outbox.
      await tx.select({ receipt: purchases.receipt }).from(purchases).where(isPurchase(row)).for('update')
      const inFlight = await unfinished(tx, row.receipt)
      if (inFlight.some(({ state }) => state !== 'mined')) return false
      await enqueue(tx, { kind: 'purchase', sender: 'fiatMinter', ref: row.receipt, to: fiatMinter, data })
      await tx
        .update(purchases)
        .set({ ...view, code: null, tries: 0, dueAt: sql`now() + make_interval(secs => ${FOLLOW_SECONDS})` })
        .where(isPurchase(row))
      return true
    })
    if (!sent) return
    metrics.purchaseCalls.inc({ call })
    logger.info({ receipt: row.receipt, call }, 'purchase sent to the chain')
  }

  const look = async (row: Purchase): Promise<void> => {
    const rows = await unfinished(store.db, row.receipt)
    if (rows.some(({ state }) => state !== 'mined')) {
      await update(row, {}, FOLLOW_SECONDS)
      return
    }
    const followed = rows.length > 0
    const receipts = await readReceipts(chain, fiatMinter, row)
    const takings = await store.db
      .select()
      .from(paymentTakings)
      .where(and(eq(paymentTakings.provider, row.provider), eq(paymentTakings.payment, row.payment)))
    const takenUsdE6 = takenOf(row.usdE6, row.paidCents, takings)
    const view = { ...viewOf(row, receipts, takenUsdE6), tx: await mintOf(row) }

    const step = planPurchase({ usdE6: row.usdE6, takenUsdE6, promised: row.promised }, receipts)
    if (step !== undefined) {
      // Money that returned mints again only when what burned it can no longer be undone.
      if (step.call === 'mint' && step.turn > 0 && followed) await update(row, view, FOLLOW_SECONDS)
      else await send(row, CALLS[step.call], encodeStep(row, step), view)
      return
    }
    const waiting = receipts.find(({ escrowed }) => escrowed > 0n)
    const now = clock.now()
    if (waiting !== undefined && waiting.releaseAt <= now) {
      await send(row, 'release', encodeRelease(waiting.id), view)
      return
    }
    const rest = waiting === undefined ? null : Math.min(waiting.releaseAt - now, LONGEST_SECONDS)
    await update(row, { ...view, code: null, tries: 0 }, followed ? FOLLOW_SECONDS : rest)
  }

  /** The transaction that minted it, as long as the outbox remembers it. */
  const mintOf = async (row: Purchase): Promise<Hex | null> => {
    const [sent] = await store.db
      .select({ tx: outbox.tx })
      .from(outbox)
      .where(
        and(
          eq(outbox.kind, 'purchase'),
          eq(outbox.ref, row.receipt),
          eq(outbox.failed, false),
          inArray(outbox.state, ['mined', 'final']),
          sql`starts_with(${outbox.data}, ${MINT_SELECTOR})`,
        ),
      )
      .orderBy(asc(outbox.id))
      .limit(1)
    return sent?.tx ?? row.tx
  }

  return {
    /** Run by one replica at a time. */
    step: async (signal: AbortSignal): Promise<void> => {
      await handleEvents(common, signal)
      await reopen(store.db)
      const due = await store.db
        .select()
        .from(purchases)
        .where(lte(purchases.dueAt, sql`now()`))
        .orderBy(asc(purchases.dueAt))
        .limit(MOST)
      for (const row of due) {
        if (signal.aborted) return
        try {
          await look(row)
        } catch (error) {
          if (toBaseError(error).code === 'chain-unreachable') throw error
          // One payment that cannot be read must not hold up the others.
          logger.error({ receipt: row.receipt, error }, 'purchase failed')
          await update(row, { tries: row.tries + 1 }, LONGEST_SECONDS)
        }
      }
    },
  }
}

/** A re-org deeper than finality, which only a local chain has, takes back transactions of purchases that were done. */
const reopen = (db: Queryable) =>
  db.execute(sql`
    UPDATE ${purchases} SET due_at = now() FROM ${outbox} AS sent
    WHERE sent.kind = 'purchase' AND sent.state IN ('queued', 'intent', 'mined')
      AND sent.ref = ${purchases.receipt} AND ${purchases.dueAt} IS NULL`)

const isPurchase = ({ provider, payment }: Purchase) =>
  and(eq(purchases.provider, provider), eq(purchases.payment, payment))

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n)

/** What of the purchase is shown: what the chain has, in the units of the wire. */
function viewOf(row: Purchase, receipts: readonly ReceiptRow[], takenUsdE6: bigint) {
  const escrowed = receipts.filter((receipt) => receipt.escrowed > 0n)
  return {
    state: purchaseState(row.usdE6, takenUsdE6, receipts),
    spark: sum(receipts.map(({ spark, recalled }) => spark - recalled)) / SPARK_UNIT_WEI,
    waitingSpark: sum(escrowed.map((receipt) => receipt.escrowed)) / SPARK_UNIT_WEI,
    releaseAt: escrowed[0]?.releaseAt ?? null,
    refundedUsdE6: takenUsdE6,
  }
}
