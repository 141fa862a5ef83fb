import { createHmac } from 'node:crypto'
import type { Config } from '../config.ts'

const PURPOSE = 'supernet/client-addresses/v1'

/**
 * Whom a day's limits count, without keeping the address: addresses are few enough to be tried one by one, so the digest has
 * a key that is not in the database, and that all replicas share.
 */
export function clientDigest(
  { RELAYER_KEY }: Pick<Config, 'RELAYER_KEY'>,
  day: number,
  client: string,
): string {
  const key = createHmac('sha256', RELAYER_KEY).update(PURPOSE).digest()
  return createHmac('sha256', key).update(`${day}:${client}`).digest('hex')
}
