import { FIRST_SALT } from '@supernet/sdk/protocol'
import type { LoginChallenge } from '@supernet/sdk/schema'
import { announce } from '../../lib/device/changes.ts'
import type { DeviceDb } from '../../lib/device/db.ts'
import { readReferrer } from '../../lib/referrer.ts'
import { deploymentOf, type Services } from '../../lib/services.ts'
import { type AccountRow, writeAccount } from './accountRow.ts'
import { createPasskey } from './ceremony.ts'
import { birthOf } from './delegate.ts'
import { deviceName } from './deviceName.ts'
import { addressOf } from './openAccount.ts'

const today = () =>
  new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/**
 * The one prompt of a first visit: a passkey, and the account that will be made of it. Everything is on the disk before
 * the relayer hears of it, so that a reload goes on from here.
 */
export async function beginAccount(
  services: Services,
  db: DeviceDb,
  challenge: Pick<LoginChallenge, 'challenge' | 'rpId'>,
): Promise<AccountRow> {
  const { creation, key } = await createPasskey(challenge, `Supernet, ${today()}`)
  const founding = { ...key, salt: FIRST_SALT, birth: await birthOf(services, db) }
  // The renderer is fetched while the account is made.
  announce('keys')
  const row: AccountRow = {
    account: await addressOf(services, { founding }),
    signer: { kind: 'passkey', credential: creation.id, ...key },
    founding,
    name: deviceName(navigator.userAgent),
    unregistered: creation,
    referrer: readReferrer(localStorage),
  }
  await writeAccount(db, deploymentOf(services.network), row)
  return row
}
