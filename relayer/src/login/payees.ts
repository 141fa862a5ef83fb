import { BaseError } from '@supernet/sdk/errors'
import { type AccountCall, signerId } from '@supernet/sdk/protocol'
import type { PayeeRequest, PayeesView, PayeeView } from '@supernet/sdk/schema'
import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import { type Address, parseEther, parseUnits } from 'viem'
import type { Common } from '../common.ts'
import { freeAmounts, isOpen, type PayeeRules, transfersOf } from '../core/payeePolicy.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { freeTransfers, payees } from '../store/schema/index.ts'
import type { LoginRow } from './loginRows.ts'

const DAY = 86_400
const USDC_DECIMALS = 6

const view = (row: typeof payees.$inferSelect, delay: number): PayeeView => ({
  payee: row.payee,
  name: row.name,
  announcedAt: row.announcedAt,
  opensAt: row.announcedAt + delay,
  device: row.device,
})

/** Whom the account has announced, and what others may still be sent today: in the smallest parts of each token. */
export async function listPayees(common: Common, account: Address): Promise<PayeesView> {
  const { store, clock } = common
  const { free, delay } = rulesOf(common)
  const day = Math.floor(clock.now() / DAY)
  const rows = await store.db.select().from(payees).where(eq(payees.account, account))
  const limits = [...free].map(async ([token, most]) => {
    const used = await usedOf(store.db, account, { token, day })
    return { token, most, left: used < most ? most - used : 0n }
  })
  return { payees: rows.map((row) => view(row, delay)), delay, limits: await Promise.all(limits) }
}

/** What went on a day to people who were not open, but for the transfers that `but` excludes. */
async function usedOf(
  db: Queryable,
  account: Address,
  { token, day, but }: { token: Address; day: number; but?: SQL },
): Promise<bigint> {
  const isOurs = and(eq(freeTransfers.account, account), eq(freeTransfers.token, token))
  const [used] = await db
    .select({ sum: sql<string>`coalesce(sum(${freeTransfers.amount}), 0)` })
    .from(freeTransfers)
    .where(and(isOurs, eq(freeTransfers.day, day), but))
  return BigInt(used?.sum ?? 0)
}

/** The time begins with the first announcement, whoever repeats it. */
export async function announcePayee(
  { store, config, clock }: Common,
  { account, signer }: LoginRow,
  { payee, name }: PayeeRequest,
): Promise<PayeeView> {
  const [row] = await store.db
    .insert(payees)
    .values({ account, payee, name, announcedAt: clock.now(), device: signerId(signer) })
    .onConflictDoUpdate({ target: [payees.account, payees.payee], set: { name } })
    .returning()
  if (row === undefined) throw new BaseError('internal')
  return view(row, config.PAYEE_DELAY_SECONDS)
}

export const cancelPayee = (db: Queryable, account: Address, payee: Address) =>
  db.delete(payees).where(and(eq(payees.account, account), eq(payees.payee, payee)))

const rulesOf = ({ config, network }: Common): PayeeRules => ({
  delay: config.PAYEE_DELAY_SECONDS,
  free: new Map([
    [network.contracts.sogniToken, parseEther(config.PAYEE_FREE_SOGNI)],
    [network.contracts.usdc, parseUnits(config.PAYEE_FREE_USDC, USDC_DECIMALS)],
  ]),
})

/**
 * Whoever gets hold of a key of an account cannot empty it at once at the sponsor's cost: beyond a little a day, it pays for
 * transfers only to people whom the account announced long enough ago for its owner to notice. In the transaction of the
 * approval, which counts what it lets through.
 */
export async function holdTransfers(
  common: Common,
  tx: Transaction,
  operation: { sender: Address; nonce: bigint; calls: readonly Required<AccountCall>[]; now: number },
): Promise<void> {
  const { sender: account, nonce, calls, now } = operation
  const rules = rulesOf(common)
  const transfers = transfersOf(account, calls, common.network.contracts)
  if (transfers.length === 0) return
  const rows = await tx.select().from(payees).where(eq(payees.account, account))
  const announced = new Map(rows.map(({ payee, announcedAt }) => [payee, announcedAt]))
  const day = Math.floor(now / DAY)
  for (const [token, amount] of freeAmounts(transfers, announced, rules, now)) {
    const used = await usedOf(tx, account, { token, day, but: ne(freeTransfers.nonce, nonce) })
    if (used + amount > (rules.free.get(token) ?? 0n)) {
      const held = transfers.find(
        (one) => one.token === token && !isOpen(announced.get(one.payee), rules, now),
      )
      const at = held && announced.get(held.payee)
      throw new BaseError('payee-too-new', {
        details: { payee: held?.payee, token, opensAt: at && at + rules.delay },
      })
    }
    await tx
      .insert(freeTransfers)
      .values({ account, nonce, token, day, amount })
      .onConflictDoUpdate({
        target: [freeTransfers.account, freeTransfers.nonce, freeTransfers.token],
        set: { day, amount: sql`greatest(${freeTransfers.amount}, ${amount.toString()}::numeric)` },
      })
  }
}
