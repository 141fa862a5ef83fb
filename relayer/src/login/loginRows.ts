import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { type Address, bytesToHex, type Hex } from 'viem'
import type { Queryable, Transaction } from '../store/database.ts'
import { logins } from '../store/schema/index.ts'

export type LoginRow = typeof logins.$inferSelect

const DAYS = 30
const fresh = sql`now() + make_interval(days => ${DAYS})`

const hashToken = (token: string): Hex =>
  bytesToHex(new Uint8Array(createHash('sha256').update(token).digest()))

export interface Begun {
  readonly token: string
  readonly login: LoginRow
}

/** A login for thirty days; of its token only the hash is kept. */
export async function insertLogin(
  tx: Transaction,
  { account, signer, credential }: { account: Address; signer: Hex; credential?: string },
): Promise<Begun> {
  // One spelling: signers are compared as text.
  const who = { account, signer: signer.toLowerCase() as Hex, credential }
  const token = randomBytes(32).toString('base64url')
  const [login] = await tx
    .insert(logins)
    .values({ id: randomUUID(), tokenHash: hashToken(token), ...who, expiresAt: fresh })
    .returning()
  if (login === undefined) throw new Error('the login was not stored')
  return { token, login }
}

const live = gt(logins.expiresAt, sql`now()`)

export async function readLogin(db: Queryable, token: string): Promise<LoginRow | undefined> {
  const [row] = await db
    .select()
    .from(logins)
    .where(and(eq(logins.tokenHash, hashToken(token)), live))
  return row
}

export const readLogins = (db: Queryable, account: Address): Promise<LoginRow[]> =>
  db
    .select()
    .from(logins)
    .where(and(eq(logins.account, account), live))
    .orderBy(desc(logins.seenAt))

/** The days of a login that is used begin anew. */
export async function prolong(db: Queryable, id: string): Promise<LoginRow | undefined> {
  const [row] = await db
    .update(logins)
    .set({ seenAt: sql`now()`, expiresAt: fresh })
    .where(eq(logins.id, id))
    .returning()
  return row
}

export const markChecked = (db: Queryable, id: string) =>
  db.update(logins).set({ checkedAt: sql`now()` }).where(eq(logins.id, id))

export const endLogin = (db: Queryable, account: Address, id: string) =>
  db.delete(logins).where(and(eq(logins.account, account), eq(logins.id, id)))

/** The signer is none of the account any longer, wherever it signed in. */
export const endLoginsOf = (db: Queryable, account: Address, signer: Hex) =>
  db.delete(logins).where(and(eq(logins.account, account), eq(logins.signer, signer)))
