import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../../lib/services.ts'
import { formatDate } from '../../../lib/time.ts'
import { recoveryOptions } from '../../../queries/devices.ts'
import { Code } from '../../../ui/Code.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Section } from '../../../ui/Screen.tsx'
import { State } from '../../../ui/State.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { useCalls } from './useCalls.ts'

const DAY = 86_400

/**
 * Wallets that the account has named, on chain, to put another passkey in place. Absent where it has none: naming them and
 * recovering has no screen.
 */
export function Recovery({ row }: { row: AccountRow }) {
  const services = useServices()
  const recovery = useQuery(recoveryOptions(services, row.account))
  if (recovery.data === undefined) {
    if (recovery.error !== null)
      return (
        <ErrorNote
          error={recovery.error}
          title="The recovery wallets could not be read."
          onRetry={() => recovery.refetch()}
        />
      )
    return null
  }
  const { guardians, delay, proposed } = recovery.data
  if (guardians.length === 0) return null
  return (
    <Section title="Recovery wallets" note="Any of them can put another passkey in place, after a wait.">
      {proposed !== undefined && <Proposed {...proposed} />}
      <ul>
        {guardians.map((guardian) => (
          <li key={guardian} className="flex items-center gap-4 border-line border-b py-2">
            <Code value={guardian} label="Recovery wallet" />
            <span className="ml-auto text-13 text-soft">after {Math.round(delay / DAY)} days</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Somebody asked for another passkey: if it was not you, this is the time to say so. */
function Proposed({ readyAt, expiresAt }: { readyAt: number; expiresAt: number }) {
  const services = useServices()
  const tx = useCalls({
    done: 'The recovery is cancelled.',
    prepare: async () => {
      const { cancellingRecovery } = await import('../../../wallet/passkey/manage.ts')
      return cancellingRecovery(services.network.contracts)
    },
  })
  return (
    <div role="alert" className="paper mb-5 border-l-2 border-l-warn p-4" data-recovery>
      <p>
        <State tone="warn">A recovery is on its way</State>
      </p>
      <p className="mt-1 mb-3 text-13 text-soft">
        Another passkey takes over from {formatDate(readyAt)}, if a recovery wallet goes on until{' '}
        {formatDate(expiresAt)}. Cancel it if you did not ask for it.
      </p>
      <TxButton state={tx.state} verb="Cancel the recovery" onPress={() => void tx.press()} />
    </div>
  )
}
