import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../store/database.ts'
import { chainGlobal, chainLedgerModels, chainOperators, chainSessions } from '../../store/schema/index.ts'
import type { LedgerEvent } from '../log.ts'
import { handleExit } from './ledgerExits.ts'

const CURRENCIES = ['sogni', 'spark', 'promo'] as const
type Currency = (typeof CURRENCIES)[number]

/** The row of the ledger's own books, made where it is missing. */
export async function openBooks(tx: Transaction): Promise<void> {
  await tx.insert(chainGlobal).values({ id: 1 }).onConflictDoNothing()
}

/** Adds to the ledger's own books; a negative amount takes away. */
export async function addToBooks(
  tx: Transaction,
  change: Partial<
    Record<'treasury' | 'pool' | 'sparkOutstanding' | 'promoOutstanding' | 'sparkHeld' | 'promoHeld', bigint>
  >,
): Promise<void> {
  await openBooks(tx)
  const set = Object.fromEntries(
    Object.entries(change).map(([name, value]) => {
      const column = chainGlobal[name as keyof typeof change]
      return [name, sql`${column} + ${value.toString()}::numeric`]
    }),
  )
  await tx.update(chainGlobal).set(set).where(eq(chainGlobal.id, 1))
}

const deposit = (currency: Currency, amount: bigint) =>
  currency === 'spark'
    ? { sparkOutstanding: amount, sparkHeld: amount }
    : { promoOutstanding: amount, promoHeld: amount }

async function handleDeposit(tx: Transaction, currency: Currency, amount: bigint): Promise<void> {
  if (currency !== 'sogni') await addToBooks(tx, deposit(currency, amount))
}

/** Every event of the ledger but those of a batch. */
export async function handleLedger(tx: Transaction, event: LedgerEvent): Promise<void> {
  const setSession = (key: `0x${string}`, row: Partial<typeof chainSessions.$inferInsert>) =>
    tx
      .update(chainSessions)
      .set({ ...row, block: event.place.block })
      .where(eq(chainSessions.key, key))
      .returning()

  switch (event.eventName) {
    case 'SessionOpened': {
      const { key, owner, currency: index, amount, expiry } = event.args
      const currency = CURRENCIES[index] ?? 'sogni'
      await tx.insert(chainSessions).values({
        key,
        owner,
        currency,
        balance: amount,
        state: 'open',
        expiry,
        block: event.place.block,
      })
      return handleDeposit(tx, currency, amount)
    }
    case 'SessionToppedUp': {
      const [row] = await setSession(event.args.key, { balance: event.args.balance })
      return row && handleDeposit(tx, row.currency, event.args.amount)
    }
    case 'WithdrawalRequested': {
      const { key, amount, unlockAt, closing } = event.args
      await setSession(key, { requested: amount, unlockAt, ...(closing ? { state: 'closing' } : {}) })
      return
    }
    case 'SessionWithdrawn': {
      const { key, amount, balance, closed } = event.args
      const [row] = await setSession(key, {
        balance,
        requested: 0n,
        unlockAt: 0,
        ...(closed ? { state: 'closed' } : {}),
      })
      return row && handleDeposit(tx, row.currency, -amount)
    }
    case 'DiscountSet':
      await setSession(event.args.session, { discountBps: event.args.discountBps })
      return
    case 'OperatorSet': {
      const { operator, fast, takeBps, flags, retireAt } = event.args
      const row = { fast, takeBps, jailed: (flags & 4) !== 0, retireAt }
      await tx
        .insert(chainOperators)
        .values({ operator, ...row })
        .onConflictDoUpdate({ target: chainOperators.operator, set: row })
      return
    }
    case 'ModelSet': {
      const { model: id, royaltyBps, listed } = event.args
      await tx
        .insert(chainLedgerModels)
        .values({ id, royaltyBps, listed })
        .onConflictDoUpdate({ target: chainLedgerModels.id, set: { royaltyBps, listed } })
      return
    }
    default:
      return handleExit(tx, event)
  }
}
