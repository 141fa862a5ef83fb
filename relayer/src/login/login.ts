import { BaseError } from '@supernet/sdk/errors'
import { signerId } from '@supernet/sdk/protocol'
import type { LoginView } from '@supernet/sdk/schema'
import { and, eq } from 'drizzle-orm'
import type { Common } from '../common.ts'
import type { Caller } from '../http/caller.ts'
import type { Queryable } from '../store/database.ts'
import { deviceNames } from '../store/schema/index.ts'
import {
  type Begun,
  endLogin,
  endLoginsOf,
  type LoginRow,
  markChecked,
  prolong,
  readLogin,
} from './loginRows.ts'
import { foundingOf, kindOf, referrerOf, standingOf } from './signers.ts'

/** A login is written to no more often than this, however much it is used. */
const TOUCH_MS = 3_600_000
/** A signer that was removed on chain keeps its logins for no longer than this. */
const RECHECK_MS = 60_000

/** Who is signed in at the caller; the chain is asked from time to time whether the signer is still one of the account. */
export async function findLogin(common: Common, caller: Caller): Promise<LoginRow | undefined> {
  const { db } = common.store
  if (caller.token === undefined) return undefined
  const row = await readLogin(db, caller.token)
  if (row === undefined) {
    caller.forget()
    return undefined
  }
  if (Date.now() - row.checkedAt.getTime() > RECHECK_MS) {
    if ((await standingOf(common, row.account, row.signer)) === 'none') {
      await endLoginsOf(db, row.account, row.signer)
      common.logger.info({ account: row.account }, 'logins of a removed signer ended')
      caller.forget()
      return undefined
    }
    await markChecked(db, row.id)
  }
  if (Date.now() - row.seenAt.getTime() < TOUCH_MS) return row
  const prolonged = await prolong(db, row.id)
  if (prolonged !== undefined) caller.keep(caller.token, prolonged.expiresAt)
  return prolonged
}

/** As {@link findLogin}; throws `unauthorised` where nobody is signed in. */
export async function requireLogin(common: Common, caller: Caller): Promise<LoginRow> {
  const row = await findLogin(common, caller)
  if (row === undefined) throw new BaseError('unauthorised')
  return row
}

/** Hands the token of a new login over, in the place of an older one of the same browser. */
export async function begin(
  { store, metrics, logger }: Common,
  caller: Caller,
  { token, login }: Begun,
  by: 'registration' | 'passkey' | 'wallet',
): Promise<LoginView> {
  const older = caller.token === undefined ? undefined : await readLogin(store.db, caller.token)
  if (older !== undefined) await endLogin(store.db, older.account, older.id)
  caller.keep(token, login.expiresAt)
  metrics.logins.inc({ by })
  logger.info({ account: login.account, by }, 'signed in')
  return describeLogin(store.db, login, login.id)
}

const seconds = (time: Date) => Math.floor(time.getTime() / 1_000)

/** A login as its account sees it, times in seconds; `current` is the id of the one that asks. */
export async function describeLogin(db: Queryable, row: LoginRow, current: string): Promise<LoginView> {
  const { id, account, signer, credential, createdAt, seenAt, expiresAt } = row
  const device = signerId(signer)
  const [named] = await db
    .select({ name: deviceNames.name })
    .from(deviceNames)
    .where(and(eq(deviceNames.account, account), eq(deviceNames.device, device)))
  return {
    id,
    account,
    signer: {
      device,
      signer,
      kind: kindOf(signer),
      credential: credential ?? undefined,
      name: named?.name,
    },
    founding: await foundingOf(db, account),
    referrer: await referrerOf(db, account),
    since: seconds(createdAt),
    seenAt: seconds(seenAt),
    expiresAt: seconds(expiresAt),
    current: id === current,
  }
}
