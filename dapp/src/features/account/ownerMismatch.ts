import type { SessionView } from '@supernet/sdk/schema'
import type { Owner } from '../../wallet/owner.ts'

/** Why the chosen owner cannot change a budget, as a button's label. */
export function ownerMismatch(owner: Owner | undefined, session: SessionView): string | undefined {
  if (owner === undefined) return 'Connect the owner first'
  return owner.address === session.owner ? undefined : 'Another account owns this budget'
}
