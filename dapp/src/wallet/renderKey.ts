import { getSession } from '@supernet/sdk/actions'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { DeviceDb } from '../lib/device/db.ts'
import type { Services } from '../lib/services.ts'
import { listKeys, renderScope } from './keys.ts'
import { createKey, unwrapKey } from './vault.ts'

/** A key that no session was opened with yet: the one of an attempt that failed, or a fresh one. */
export async function unusedRenderKey(db: DeviceDb, services: Services): Promise<PrivateKeyAccount> {
  const [newest] = await listKeys(db, renderScope(services))
  if (newest !== undefined) {
    const ledger = services.network.contracts.renderLedger
    const session = await getSession(await services.chain(), { ledger, key: newest.address })
    if (session.state === 'none') return unwrapKey(db, newest)
  }
  return createKey(db, renderScope(services), Date.now())
}

const DAY = 86_400

/** Chain time in `days`: the device's clock, or the newest block's where that is ahead. */
export async function expiryIn({ chain }: Services, days: number): Promise<number> {
  const { timestamp } = await (await chain()).getBlock()
  return Math.max(Number(timestamp), Math.floor(Date.now() / 1_000)) + days * DAY
}
