import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import {
  chainGlobal,
  chainLedgerModels,
  chainNoShows,
  chainOperators,
  chainSessions,
} from '../../store/schema/index.ts'
import type { LedgerEvent } from '../log.ts'
import { advanceNoShow } from '../shareEffects.ts'
import { writeFlow } from './flows.ts'
import { addToBooks, openBooks } from './ledger.ts'
import { useNumbers } from './useNumbers.ts'

/** A ledger unit of SOGNI. */
const WEI = 1_000_000_000n

/** Claims, pool, burn and no-shows. */
export async function handleExit(tx: Transaction, event: LedgerEvent): Promise<void> {
  switch (event.eventName) {
    case 'ClaimRequested': {
      const { operator, amount, bucket, unlockAt } = event.args
      const waiting =
        bucket === 0 ? { pending0: amount, unlockAt0: unlockAt } : { pending1: amount, unlockAt1: unlockAt }
      await tx
        .update(chainOperators)
        .set({ accrued: 0n, ...waiting })
        .where(eq(chainOperators.operator, operator))
      return
    }
    case 'Claimed': {
      // Every bucket that is unlocked at this block was paid.
      const at = event.place.at
      const unlocked = (bucket: 0 | 1) => sql`${chainOperators[`unlockAt${bucket}`]} <= ${at}`
      await tx
        .update(chainOperators)
        .set({
          pending0: sql`CASE WHEN ${unlocked(0)} THEN 0 ELSE ${chainOperators.pending0} END`,
          unlockAt0: sql`CASE WHEN ${unlocked(0)} THEN 0 ELSE ${chainOperators.unlockAt0} END`,
          pending1: sql`CASE WHEN ${unlocked(1)} THEN 0 ELSE ${chainOperators.pending1} END`,
          unlockAt1: sql`CASE WHEN ${unlocked(1)} THEN 0 ELSE ${chainOperators.unlockAt1} END`,
        })
        .where(eq(chainOperators.operator, event.args.operator))
      return
    }
    case 'RoyaltyClaimed':
      await tx
        .update(chainLedgerModels)
        .set({ royalty: 0n })
        .where(eq(chainLedgerModels.id, event.args.model))
      return
    case 'TreasuryClaimed':
      await writeFlow(tx, event.place, { kind: 'take', token: 'sogni', amount: event.args.amount * WEI })
      return addToBooks(tx, { treasury: -event.args.amount })
    case 'PoolFunded':
    case 'PoolDefunded':
      await openBooks(tx)
      await tx.update(chainGlobal).set({ pool: event.args.pool })
      return
    case 'SparkRateSet':
      await openBooks(tx)
      await tx.update(chainGlobal).set({ sparkRate: event.args.newRate })
      return
    case 'SparkBurned':
      return addToBooks(tx, { sparkHeld: -event.args.purchased, promoHeld: -event.args.promotional })
    case 'NoShowReported':
      return handleNoShow(tx, event.args, event.place.block)
    default:
      return
  }
}

async function handleNoShow(
  tx: Transaction,
  args: { key: `0x${string}`; seq: number; operator: `0x${string}`; ticketHash: `0x${string}` },
  block: number,
): Promise<void> {
  const { key: session, seq, operator, ticketHash: ticket } = args
  await tx.insert(chainNoShows).values({ session, seq, operator, ticket, block }).onConflictDoNothing()
  await useNumbers(tx, session, [{ seq, count: 1 }], 0n, block)
  const [row] = await tx.select().from(chainSessions).where(eq(chainSessions.key, session))
  if (row?.currency !== 'promo')
    await tx
      .update(chainOperators)
      .set({ jobs: sql`${chainOperators.jobs} + 1`, failures: sql`${chainOperators.failures} + 1` })
      .where(eq(chainOperators.operator, operator))
  await advanceNoShow(tx, session, seq)
}
