import type { Founding, PasskeyCreation } from '@supernet/sdk/schema'
import { announce } from '../../lib/device/changes.ts'
import type { DeviceDb } from '../../lib/device/db.ts'

type Address = `0x${string}`
type Hex = `0x${string}`

/** What signs for the account here: a passkey, by the name that WebAuthn has for it, or a wallet that is a device of it. */
export type AccountSigner =
  | { readonly kind: 'passkey'; readonly credential: string; readonly qx: Hex; readonly qy: Hex }
  | { readonly kind: 'wallet'; readonly address: Address; readonly rdns: string }

/** The account that this browser signs for. Nothing of it is a secret: keys stay in their authenticator or wallet. */
export interface AccountRow {
  readonly account: Address
  readonly signer: AccountSigner
  /** What the account is made of: enough to find its address again, and to make it. */
  readonly founding: Founding
  readonly name: string
  /** Statement about a passkey that the relayer has not taken yet. */
  readonly unregistered?: PasskeyCreation
  /** Who brought this browser, to be told with it. */
  readonly referrer?: Address | undefined
}

const keyOf = (deployment: string) => `account:${deployment}`

export const readAccount = async (db: DeviceDb, deployment: string): Promise<AccountRow | undefined> =>
  (await db.get('settings', keyOf(deployment))) as AccountRow | undefined

export async function writeAccount(db: DeviceDb, deployment: string, row: AccountRow): Promise<void> {
  await db.put('settings', row, keyOf(deployment))
  announce('owner')
}

export async function forgetAccount(db: DeviceDb, deployment: string): Promise<void> {
  await db.delete('settings', keyOf(deployment))
  announce('owner')
}
