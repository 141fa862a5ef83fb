import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import type { Queryable } from '../store/database.ts'
import {
  chainGuardians,
  chainRecoveries,
  passkeys,
  recoveries,
  recoverySignatures,
} from '../store/schema/index.ts'

const MOST = 50

export type RecoveryStep = 'proposal' | 'completion'

const ofSameKey = and(
  eq(chainRecoveries.account, recoveries.account),
  eq(chainRecoveries.qx, passkeys.qx),
  eq(chainRecoveries.qy, passkeys.qy),
)

const isSigned = sql`(
  SELECT count(*) >= max(${chainGuardians.threshold}) FROM ${chainGuardians} JOIN ${recoverySignatures}
    ON ${chainGuardians.guardian} = lower(${recoverySignatures.guardian})
  WHERE ${chainGuardians.account} = ${recoveries.account} AND ${recoverySignatures.code} = ${recoveries.code})`

/** Recoveries that enough guardians have signed and whose next operation has its time; what never waited comes first. */
export async function readDue(
  db: Queryable,
  now: number,
): Promise<readonly { code: string; step: RecoveryStep }[]> {
  const rows = await db
    .select({ code: recoveries.code, isProposed: sql<boolean>`${chainRecoveries.state} IS NOT NULL` })
    .from(recoveries)
    .innerJoin(passkeys, eq(passkeys.id, recoveries.passkey))
    .leftJoin(chainRecoveries, ofSameKey)
    .where(
      and(
        or(isNull(recoveries.reason), sql`${recoveries.reason} IN ('recovery-limit', 'recovery-signature')`),
        or(
          and(isNull(chainRecoveries.state), sql`${recoveries.expiresAt} >= ${now}`),
          and(
            eq(chainRecoveries.state, 'proposed'),
            sql`${chainRecoveries.readyAt} < ${now} AND ${chainRecoveries.expiresAt} >= ${now}`,
          ),
        ),
        isSigned,
      ),
    )
    .orderBy(sql`${recoveries.reason} IS NOT NULL`, asc(recoveries.createdAt))
    .limit(MOST)
  return rows.map(({ code, isProposed }) => ({ code, step: isProposed ? 'completion' : 'proposal' }))
}

/** Passkeys that the chain has put in place, and whose account is not written down yet. */
export const readCompleted = (db: Queryable): Promise<{ passkey: string }[]> =>
  db
    .select({ passkey: recoveries.passkey })
    .from(recoveries)
    .innerJoin(passkeys, and(eq(passkeys.id, recoveries.passkey), isNull(passkeys.account)))
    .innerJoin(chainRecoveries, and(ofSameKey, eq(chainRecoveries.state, 'completed')))
    .limit(MOST)
