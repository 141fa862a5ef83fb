import { and, eq, isNull, lt, min, ne, or, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import type { SponsorUse } from '../core/sponsorBudget.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { sponsorships } from '../store/schema/index.ts'

export interface Reservation {
  readonly sender: Address
  readonly nonce: bigint
  readonly day: number
  /** Keyed digest of day and client address. */
  readonly client: string
  readonly creates: boolean
  readonly costWei: bigint
  readonly validUntil: number
  /** Head of the chain when it was approved. */
  readonly head: number
}

const cost = sql`coalesce(${sponsorships.charged}, ${sponsorships.reserved})`
/** Charged, or approved and still able to be at `now`, in chain seconds. */
const counts = (now: number) =>
  or(sql`${sponsorships.charged} IS NOT NULL`, sql`${sponsorships.validUntil} >= ${now}`)

/**
 * What the day of the reservation has cost so far, beside the number that it is for: of an account's number one operation
 * can be applied. What was approved counts in full until it ends, and what was charged from then on.
 */
export async function usedToday(
  tx: Transaction,
  { sender, nonce, day, client }: Reservation,
  now: number,
): Promise<SponsorUse> {
  // One at a time: two at once would each find the budget of both.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('sponsor'))`)
  const isOurs = sql`${sponsorships.sender} = ${sender}`
  const isClients = sql`${sponsorships.client} = ${client}`
  const [row] = await tx
    .select({
      accountWei: sql<string>`coalesce(sum(${cost}) FILTER (WHERE ${isOurs}), 0)`,
      clientWei: sql<string>`coalesce(sum(${cost}) FILTER (WHERE ${isClients}), 0)`,
      totalWei: sql<string>`coalesce(sum(${cost}), 0)`,
      operations: sql<string>`count(*) FILTER (WHERE ${isOurs})`,
      creationsOfClient: sql<string>`count(*) FILTER (WHERE ${sponsorships.creates} AND ${isClients})`,
      creations: sql<string>`count(*) FILTER (WHERE ${sponsorships.creates})`,
    })
    .from(sponsorships)
    .where(
      and(
        eq(sponsorships.day, day),
        counts(now),
        or(ne(sponsorships.sender, sender), ne(sponsorships.nonce, nonce)),
      ),
    )
  return {
    accountWei: BigInt(row?.accountWei ?? 0),
    clientWei: BigInt(row?.clientWei ?? 0),
    totalWei: BigInt(row?.totalWei ?? 0),
    operations: Number(row?.operations ?? 0),
    creationsOfClient: Number(row?.creationsOfClient ?? 0),
    creations: Number(row?.creations ?? 0),
  }
}

/** What an account has cost on a day: charged, or approved and still able to be. */
export async function costOfAccount(
  db: Queryable,
  account: Address,
  { day, now }: { readonly day: number; readonly now: number },
): Promise<{ cost: bigint; operations: number }> {
  const [row] = await db
    .select({
      cost: sql<string>`coalesce(sum(${cost}), 0)`,
      operations: sql<string>`count(*)`,
    })
    .from(sponsorships)
    .where(and(eq(sponsorships.day, day), eq(sponsorships.sender, account), counts(now)))
  return { cost: BigInt(row?.cost ?? 0), operations: Number(row?.operations ?? 0) }
}

/** Holds the cost of an approval; of two for one number, which cannot both be applied, the dearer counts. */
export async function reserve(tx: Transaction, { costWei, ...entry }: Reservation): Promise<void> {
  await tx
    .insert(sponsorships)
    .values({ ...entry, reserved: costWei })
    .onConflictDoUpdate({
      target: [sponsorships.sender, sponsorships.nonce],
      set: {
        day: entry.day,
        client: entry.client,
        creates: entry.creates,
        reserved: sql`greatest(${sponsorships.reserved}, ${costWei.toString()}::numeric)`,
        validUntil: sql`greatest(${sponsorships.validUntil}, ${entry.validUntil})`,
      },
    })
}

const open = isNull(sponsorships.charged)

/** The block since which approvals wait to be charged; undefined where none does. */
export async function openSince(db: Queryable): Promise<number | undefined> {
  const [row] = await db
    .select({ head: min(sponsorships.head) })
    .from(sponsorships)
    .where(open)
  return row?.head ?? undefined
}

/** What an applied operation cost in the end. */
export const charge = (db: Queryable, sender: Address, nonce: bigint, costWei: bigint) =>
  db
    .update(sponsorships)
    .set({ charged: costWei })
    .where(and(eq(sponsorships.sender, sender), eq(sponsorships.nonce, nonce)))

/** Approvals that ended before `time` and were not used cost nothing. */
export const closeUnused = (db: Queryable, time: number) =>
  db
    .update(sponsorships)
    .set({ charged: 0n })
    .where(and(open, lt(sponsorships.validUntil, time)))
