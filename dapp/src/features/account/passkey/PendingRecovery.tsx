import type { PasskeyPublicKey } from '@supernet/sdk/protocol'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../../lib/services.ts'
import { formatDate } from '../../../lib/time.ts'
import { proposedOptions } from '../../../queries/devices.ts'
import { State } from '../../../ui/State.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { KeyGroups } from '../../recover/KeyGroups.tsx'
import { useCalls } from './useCalls.ts'

/** Guardians asked for another passkey: if it was not you, this is the time to say so. */
export function PendingRecovery({ row }: { row: AccountRow }) {
  const proposed = useQuery(proposedOptions(useServices(), row.account)).data ?? undefined
  return proposed && <Proposed proposed={proposed} />
}

interface ProposedProps {
  proposed: PasskeyPublicKey & { readonly readyAt: number }
}

function Proposed({ proposed }: ProposedProps) {
  const services = useServices()
  const tx = useCalls({
    done: 'The recovery is cancelled.',
    prepare: async () => {
      const { cancellingRecovery } = await import('../../../wallet/passkey/manage.ts')
      return cancellingRecovery(services.network.contracts)
    },
  })
  return (
    <div role="alert" className="paper mb-8 max-w-2xl border-l-2 border-l-warn p-5" data-recovery>
      <p className="text-18">
        <State tone="warn">A recovery is on its way</State>
      </p>
      <p className="mt-2">
        Your guardians let a new device in. On {formatDate(proposed.readyAt)} its passkey takes the place of
        the account's own. Its key is <KeyGroups of={proposed} />.
      </p>
      <p className="mt-1 mb-4 text-13 text-soft">
        If you did not ask for this, cancel it now, and name other guardians below. Until then the new device
        can touch nothing of the account.
      </p>
      <TxButton state={tx.state} verb="Cancel the recovery" onPress={() => void tx.press()} />
    </div>
  )
}
