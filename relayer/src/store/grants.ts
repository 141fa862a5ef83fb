import type { SignedGrant } from '@supernet/sdk/schema'
import { eq, inArray, lt } from 'drizzle-orm'
import type { Queryable } from './database.ts'
import { grants } from './schema/index.ts'

type Hex = `0x${string}`

/** The grant in force for a key; undefined where its session alone limits it. */
export async function readGrant(db: Queryable, key: Hex): Promise<SignedGrant | undefined> {
  const [row] = await db.select({ signed: grants.signed }).from(grants).where(eq(grants.key, key))
  return row?.signed
}

/** The grants in force for these keys, by key. */
export async function readGrants(
  db: Queryable,
  keys: readonly Hex[],
): Promise<ReadonlyMap<Hex, SignedGrant>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .select()
    .from(grants)
    .where(inArray(grants.key, [...keys]))
  return new Map(rows.map(({ key, signed }) => [key, signed]))
}

/** Puts a grant in the place of an older one; false where a later one is in force. */
export async function putGrant(db: Queryable, signed: SignedGrant): Promise<boolean> {
  const { key, at } = signed.grant
  const rows = await db
    .insert(grants)
    .values({ key, at, signed })
    .onConflictDoUpdate({ target: grants.key, set: { at, signed }, setWhere: lt(grants.at, at) })
    .returning({ key: grants.key })
  return rows.length > 0
}
