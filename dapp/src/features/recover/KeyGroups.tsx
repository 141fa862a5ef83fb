import type { PasskeyPublicKey } from '@supernet/sdk/protocol'
import { useServices } from '../../lib/services.ts'
import { keyGroups } from './keyGroups.ts'

interface KeyGroupsProps {
  of: PasskeyPublicKey
  /** Leaves the last group out: it is to be heard, not read here. */
  partly?: boolean
  className?: string
}

/** A key as people read it to each other. */
export function KeyGroups({ of, partly = false, className = '' }: KeyGroupsProps) {
  const { webAuthnVerifier } = useServices().network.contracts
  const groups = keyGroups(webAuthnVerifier, of)
  const shown = partly ? [...groups.slice(0, -1), '····'] : groups
  return (
    <span
      className={`whitespace-nowrap font-mono ${className}`}
      data-key-groups={partly ? undefined : groups.join(' ')}
    >
      {shown.join(' ')}
    </span>
  )
}
