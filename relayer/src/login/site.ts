import type { Network } from '@supernet/sdk/schema'
import type { Config } from '../config.ts'

/** Where people meet this relayer: its pages, and the domain that their passkeys belong to. */
export interface Site {
  readonly origins: readonly string[]
  readonly rpId: string
  readonly isSecure: boolean
}

/** The first origin says which domain passkeys belong to, where no other is set. */
export function siteOf(
  { PUBLIC_ORIGINS, PASSKEY_RP_ID }: Pick<Config, 'PUBLIC_ORIGINS' | 'PASSKEY_RP_ID'>,
  { relayerUrl }: Pick<Network, 'relayerUrl'>,
): Site {
  const [first = new URL(relayerUrl).origin, ...more] = PUBLIC_ORIGINS
  const { hostname, protocol } = new URL(first)
  return { origins: [first, ...more], rpId: PASSKEY_RP_ID ?? hostname, isSecure: protocol === 'https:' }
}
