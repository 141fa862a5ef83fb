import { BaseError, toBaseError } from '@supernet/sdk/errors'
import { announce } from '../../lib/device/changes.ts'
import type { DeviceDb } from '../../lib/device/db.ts'
import { deploymentOf, type Services } from '../../lib/services.ts'
import { type AccountRow, readAccount, writeAccount } from './accountRow.ts'
import { delegateOf } from './delegate.ts'
import { signInAgain } from './login.ts'
import { alone } from './makeOnce.ts'
import { requireSame } from './openAccount.ts'
import { type RefillStep, refill } from './refill.ts'

export type SetUpStep = 'register' | RefillStep

/** `stranger`: no key of this device may take the account's free Spark; its person has to allow one. */
export type SetUpResult = 'ready' | 'stranger'

/** Makes the account of this browser ready to render, from wherever the last attempt stopped. One tab at a time. */
export const setUp = (
  services: Services,
  db: DeviceDb,
  onStep: (step: SetUpStep) => void,
): Promise<SetUpResult> =>
  alone(services, async () => {
    const row = await readAccount(db, deploymentOf(services.network))
    if (row === undefined) throw new BaseError('unauthorised')
    if (row.unregistered !== undefined) {
      onStep('register')
      await register(services, db, row, row.unregistered)
    }
    const delegate = await delegateOf(services, db, row)
    if (delegate === undefined) return 'stranger'
    await refill(services, db, row, delegate, onStep)
    announce('keys')
    return 'ready'
  })

/** Tells the relayer about the passkey. Where an answer was lost on the way, the passkey proves itself instead. */
async function register(
  services: Services,
  db: DeviceDb,
  { unregistered: _, referrer, ...row }: AccountRow,
  passkey: NonNullable<AccountRow['unregistered']>,
): Promise<void> {
  const { salt, birth } = row.founding
  const login = await services.relayer
    .postPasskey({ body: { passkey, salt, birth, name: row.name, referrer } })
    .catch((error: unknown) => {
      const { code } = toBaseError(error)
      if (code !== 'login-challenge' && code !== 'passkey-known') throw error
      return signInAgain(services, { row })
    })
  requireSame(row.account, login.account)
  await writeAccount(db, deploymentOf(services.network), row)
}
