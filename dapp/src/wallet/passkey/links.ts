import { BaseError } from '@supernet/sdk/errors'
import type { LinkView } from '@supernet/sdk/schema'
import type { DeviceDb } from '../../lib/device/db.ts'
import { deploymentOf, type Services } from '../../lib/services.ts'
import { type AccountRow, writeAccount } from './accountRow.ts'
import { createPasskey } from './ceremony.ts'
import { deviceName } from './deviceName.ts'
import { rowOf, signIn } from './login.ts'

const keyOf = ({ network }: Services) => `link:${deploymentOf(network)}`

/** The code under which this browser waits for an account to take it; kept over a reload. */
export const readLink = async (services: Services, db: DeviceDb): Promise<LinkView | undefined> =>
  (await db.get('settings', keyOf(services))) as LinkView | undefined

/** Makes a passkey that is no account's yet, and gets a code for it. One prompt. */
export async function openLink(services: Services, db: DeviceDb): Promise<LinkView> {
  const challenge = await services.relayer.postChallenge({ body: {} })
  const { creation } = await createPasskey(challenge, 'Supernet')
  const name = deviceName(navigator.userAgent)
  const link = await services.relayer.postLink({ body: { passkey: creation, name } })
  await db.put('settings', link, keyOf(services))
  return link
}

/** A passkey of this browser that the account, which is signed in here, takes at once. One prompt. */
export async function openOwnLink(services: Services, db: DeviceDb): Promise<LinkView> {
  const { code } = await openLink(services, db)
  const link = await services.relayer.postLinkClaim({ params: { code }, body: {} })
  await db.put('settings', link, keyOf(services))
  return link
}

/** Signs in to the account that has taken this device. One prompt. */
export async function finishLink(services: Services, db: DeviceDb, link: LinkView): Promise<AccountRow> {
  const { credential } = link.signer
  if (credential === undefined) throw new BaseError('link-unknown')
  const row = rowOf(await signIn(services, credential))
  await writeAccount(db, deploymentOf(services.network), row)
  await dropLink(services, db)
  return row
}

export const dropLink = (services: Services, db: DeviceDb): Promise<void> =>
  db.delete('settings', keyOf(services))
