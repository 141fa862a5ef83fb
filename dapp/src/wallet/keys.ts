import type { DeviceDb, WrappedKey } from '../lib/device/db.ts'
import { deploymentOf, type Services } from '../lib/services.ts'

export const renderScope = ({ network }: Pick<Services, 'network'>) => `render:${deploymentOf(network)}`

/** Keys of one scope as they are stored, the newest first. */
export async function listKeys(db: DeviceDb, scope: string): Promise<WrappedKey[]> {
  const keys = await db.getAllFromIndex('keys', 'scope', scope)
  return keys.sort((a, b) => b.createdAt - a.createdAt)
}
