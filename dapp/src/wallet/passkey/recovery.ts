import type { PasskeyPublicKey } from '@supernet/sdk/protocol'
import type { RecoveryView } from '@supernet/sdk/schema'
import type { DeviceDb } from '../../lib/device/db.ts'
import { deploymentOf, type Services } from '../../lib/services.ts'
import { type AccountRow, writeAccount } from './accountRow.ts'
import { createPasskey } from './ceremony.ts'
import { rowOf, signIn } from './login.ts'

/** What this browser keeps while guardians decide: the code, and its own word for the key, not the relayer's. */
export interface KeptRecovery {
  readonly code: string
  readonly credential: string
  readonly key: PasskeyPublicKey
}

const keyOf = ({ network }: Services) => `recovery:${deploymentOf(network)}`

export const readRecovery = async (services: Services, db: DeviceDb): Promise<KeptRecovery | undefined> =>
  (await db.get('settings', keyOf(services))) as KeptRecovery | undefined

/** Makes a passkey that is no account's yet, and gets a code under which guardians find it. One prompt. */
export async function openRecovery(
  services: Services,
  db: DeviceDb,
  name: string,
): Promise<{ kept: KeptRecovery; view: RecoveryView }> {
  const challenge = await services.relayer.postChallenge({ body: {} })
  const { creation, key } = await createPasskey(challenge, 'Supernet')
  const view = await services.relayer.postRecovery({ body: { passkey: creation, name } })
  const kept = { code: view.code, credential: creation.id, key }
  await db.put('settings', kept, keyOf(services))
  return { kept, view }
}

/** Signs in to the account that has taken this device's passkey. One prompt. */
export async function finishRecovery(
  services: Services,
  db: DeviceDb,
  { credential }: KeptRecovery,
): Promise<AccountRow> {
  const row = rowOf(await signIn(services, credential))
  await writeAccount(db, deploymentOf(services.network), row)
  await dropRecovery(services, db)
  return row
}

export const dropRecovery = (services: Services, db: DeviceDb): Promise<void> =>
  db.delete('settings', keyOf(services))
