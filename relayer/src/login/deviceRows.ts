import { randomBytes } from 'node:crypto'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { Address, Hex } from 'viem'
import type { Queryable, Transaction } from '../store/database.ts'
import { chainDevices, deviceNames, links, passkeys } from '../store/schema/index.ts'

export type LinkRow = typeof links.$inferSelect

/** Without letters that are read for others. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const OPEN_MINUTES = 10
/** The old device has been asked by then, and confirms when its owner comes to it. */
const CLAIMED_HOURS = 24

const CODE_LENGTH = 8
/** 32 signs: each byte gives one of them alike. */
export const newCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => SIGNS[byte % SIGNS.length]).join('')
const live = gt(links.expiresAt, sql`now()`)

export async function insertLink(tx: Transaction, passkey: string, name: string): Promise<LinkRow> {
  const expiresAt = sql`now() + make_interval(mins => ${OPEN_MINUTES})`
  const [row] = await tx
    .insert(links)
    .values({ code: newCode(CODE_LENGTH), passkey, name, expiresAt })
    .returning()
  if (row === undefined) throw new Error('the link was not stored')
  return row
}

export async function readLink(db: Queryable, code: string): Promise<LinkRow | undefined> {
  const [row] = await db
    .select()
    .from(links)
    .where(and(eq(links.code, code), live))
  return row
}

/** One account takes the device; which, is settled by the row. */
export async function claimLink(
  tx: Transaction,
  code: string,
  account: Address,
): Promise<LinkRow | undefined> {
  const [row] = await tx
    .select()
    .from(links)
    .where(and(eq(links.code, code), live))
    .for('update')
  if (row === undefined || row.account !== null) return row
  const expiresAt = sql`now() + make_interval(hours => ${CLAIMED_HOURS})`
  const [claimed] = await tx.update(links).set({ account, expiresAt }).where(eq(links.code, code)).returning()
  await tx.update(passkeys).set({ account, linked: true }).where(eq(passkeys.id, row.passkey))
  return claimed
}

export const readDevices = (db: Queryable, account: Address) =>
  db.select().from(chainDevices).where(eq(chainDevices.account, account))

export const readPasskeys = (db: Queryable, account: Address) =>
  db.select().from(passkeys).where(eq(passkeys.account, account))

export async function readNames(db: Queryable, account: Address): Promise<ReadonlyMap<Hex, string>> {
  const rows = await db.select().from(deviceNames).where(eq(deviceNames.account, account))
  return new Map(rows.map(({ device, name }) => [device, name]))
}
