import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import type { RecoveryFacts } from '../core/recoveryState.ts'
import type { PasskeyRow } from '../login/passkeyRows.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import {
  accounts,
  chainGuardians,
  chainRecoveries,
  passkeys,
  recoveries,
  recoverySignatures,
} from '../store/schema/index.ts'

export type RecoveryRow = typeof recoveries.$inferSelect
export type SignatureRow = typeof recoverySignatures.$inferSelect

/** A recovery with all that the tables know of it. */
export interface Recovery {
  readonly row: RecoveryRow
  readonly passkey: PasskeyRow
  readonly settings: { readonly threshold: number; readonly delay: number } | undefined
  /** Of guardians that the account has now. */
  readonly signatures: readonly SignatureRow[]
  readonly onChain: typeof chainRecoveries.$inferSelect | undefined
}

/** Addresses are checksummed in rows of people, in lower case in those of the event. */
const isGuardianOf = (account: Address) =>
  and(
    eq(chainGuardians.account, account),
    eq(chainGuardians.guardian, sql`lower(${recoverySignatures.guardian})`),
  )

export async function readRecovery(db: Queryable, code: string): Promise<Recovery | undefined> {
  const [found] = await db
    .select({ row: recoveries, passkey: passkeys })
    .from(recoveries)
    .innerJoin(passkeys, eq(passkeys.id, recoveries.passkey))
    .where(eq(recoveries.code, code))
  if (found === undefined) return undefined
  const { row, passkey } = found
  const { account } = row
  if (account === null) return { row, passkey, settings: undefined, signatures: [], onChain: undefined }
  const [settings] = await readGuardians(db, account)
  const signatures = await db
    .select({ signature: recoverySignatures })
    .from(recoverySignatures)
    .innerJoin(chainGuardians, isGuardianOf(account))
    .where(eq(recoverySignatures.code, code))
    .orderBy(asc(recoverySignatures.receivedAt))
  const [onChain] = await db
    .select()
    .from(chainRecoveries)
    .where(
      and(
        eq(chainRecoveries.account, account),
        eq(chainRecoveries.qx, passkey.qx),
        eq(chainRecoveries.qy, passkey.qy),
      ),
    )
  return { row, passkey, settings, signatures: signatures.map(({ signature }) => signature), onChain }
}

const readGuardians = (db: Queryable, account: Address) =>
  db.select().from(chainGuardians).where(eq(chainGuardians.account, account)).limit(1)

export const factsOf = ({ row, settings, signatures, onChain }: Recovery): RecoveryFacts => ({
  hasAccount: row.account !== null,
  signed: signatures.length,
  threshold: settings?.threshold,
  reason: row.reason,
  signableUntil: row.expiresAt,
  onChain,
})

/** Nobody else changes the recovery until the transaction ends. */
export async function lockRecovery(tx: Transaction, code: string): Promise<RecoveryRow | undefined> {
  const [row] = await tx.select().from(recoveries).where(eq(recoveries.code, code)).for('update')
  return row
}

export const setRecovery = (db: Queryable, code: string, change: Partial<RecoveryRow>) =>
  db.update(recoveries).set(change).where(eq(recoveries.code, code))

/** Recoveries that a client began on a day; one is begun at a time. */
export async function countBegun(tx: Transaction, day: number, client: string): Promise<number> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('recoveries'))`)
  const [row] = await tx
    .select({ n: count() })
    .from(recoveries)
    .where(and(eq(recoveries.day, day), eq(recoveries.client, client)))
  return row?.n ?? 0
}

/** Proposals that were sent on a day, in all and for an account; one is counted at a time. */
export async function countSent(tx: Transaction, day: number, account: Address) {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('recoveries sent'))`)
  const [row] = await tx
    .select({
      all: sql<string>`count(*)`,
      ofAccount: sql<string>`count(*) FILTER (WHERE ${recoveries.account} = ${account})`,
    })
    .from(recoveries)
    .where(eq(recoveries.sentDay, day))
  return { all: Number(row?.all ?? 0), ofAccount: Number(row?.ofAccount ?? 0) }
}

export const keepSignature = (tx: Transaction, row: Omit<SignatureRow, 'receivedAt'>) => {
  const { proposal, completion } = row
  return tx
    .insert(recoverySignatures)
    .values(row)
    .onConflictDoUpdate({
      target: [recoverySignatures.code, recoverySignatures.guardian],
      set: { proposal, completion },
    })
}

export const dropSignature = (db: Queryable, code: string, guardian: Address) =>
  db
    .delete(recoverySignatures)
    .where(and(eq(recoverySignatures.code, code), eq(recoverySignatures.guardian, guardian)))

/** Accounts that name a guardian. Strangers may, any number of them: those of people who came here are first. */
const MOST_GUARDED = 100

export const readGuarded = (db: Queryable, guardian: Address) =>
  db
    .select({
      account: chainGuardians.account,
      threshold: chainGuardians.threshold,
      delay: chainGuardians.delay,
    })
    .from(chainGuardians)
    .leftJoin(accounts, eq(accounts.address, chainGuardians.account))
    .where(eq(chainGuardians.guardian, guardian.toLowerCase() as Address))
    .orderBy(sql`${accounts.address} IS NULL`, asc(chainGuardians.account))
    .limit(MOST_GUARDED)
