import { eq, sql } from 'drizzle-orm'
import type { Address, Hex } from 'viem'
import type { Queryable, Transaction } from '../store/database.ts'
import { accounts, deviceNames, passkeys } from '../store/schema/index.ts'
import type { StatedPasskey } from './passkeyProof.ts'

export type PasskeyRow = typeof passkeys.$inferSelect

/** Accounts that were registered on a day, in all and by one client; one registration at a time. */
export async function countAccounts(tx: Transaction, day: number, client: string) {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('accounts'))`)
  const [row] = await tx
    .select({
      all: sql<string>`count(*)`,
      ofClient: sql<string>`count(*) FILTER (WHERE ${accounts.client} = ${client})`,
    })
    .from(accounts)
    .where(eq(accounts.day, day))
  return { all: Number(row?.all ?? 0), ofClient: Number(row?.ofClient ?? 0) }
}

/** Whether it was not there. */
export async function insertAccount(tx: Transaction, row: typeof accounts.$inferInsert): Promise<boolean> {
  const added = await tx
    .insert(accounts)
    .values(row)
    .onConflictDoNothing()
    .returning({ at: accounts.address })
  return added.length > 0
}

/** Whether it was not there. */
export async function insertPasskey(
  tx: Transaction,
  { id, qx, qy, publicKey, counter }: StatedPasskey,
  account: Address | undefined,
): Promise<boolean> {
  const added = await tx
    .insert(passkeys)
    .values({ id, account, qx, qy, publicKey, counter })
    .onConflictDoNothing()
    .returning({ id: passkeys.id })
  return added.length > 0
}

export async function readPasskey(db: Queryable, id: string): Promise<PasskeyRow | undefined> {
  const [row] = await db.select().from(passkeys).where(eq(passkeys.id, id))
  return row
}

/** Two answers of one passkey are judged one after the other: each is to have a higher count than the last. */
export async function lockPasskey(tx: Transaction, id: string): Promise<PasskeyRow | undefined> {
  const [row] = await tx.select().from(passkeys).where(eq(passkeys.id, id)).for('update')
  return row
}

export const countUse = (tx: Transaction, id: string, counter: number) =>
  tx.update(passkeys).set({ counter }).where(eq(passkeys.id, id))

export const nameDevice = (db: Queryable, account: Address, device: Hex, name: string) =>
  db
    .insert(deviceNames)
    .values({ account, device, name })
    .onConflictDoUpdate({ target: [deviceNames.account, deviceNames.device], set: { name } })
