import { withdraw } from '@supernet/sdk/actions'
import type { SessionView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { formatAmount } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { formatDate, formatLeft } from '../../lib/time.ts'
import { statusOptions } from '../../queries/status.ts'
import { TxButton } from '../../ui/TxButton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { useTx } from '../../wallet/useTx.ts'

/** A request to take money back: when it unlocks, and the button once it has. */
export function WithdrawNote({ session }: { session: SessionView }) {
  const services = useServices()
  const { owner } = useOwner()
  const chainTime = useQuery(statusOptions(services)).data?.chainTime ?? 0
  const now = Math.max(chainTime, Math.floor(Date.now() / 1_000))
  const left = formatLeft(session.unlockAt, now)
  const amount = formatAmount(session.requested, session.currency === 'sogni' ? 'sogni' : 'spark')
  const tx = useTx({
    done: 'The rest is back with its owner.',
    prepare: async () => ({
      action: (client) =>
        withdraw(client, { ledger: services.network.contracts.renderLedger, key: session.key }),
    }),
  })
  return (
    <div className="mt-5 border-line border-t pt-4">
      <p>
        {left === 'now'
          ? 'Ready to be taken back.'
          : `Can be taken back ${left}, on ${formatDate(session.unlockAt)}. Until then workers may collect what they have earned.`}
      </p>
      <div className="mt-3">
        <TxButton
          state={tx.state}
          verb={`Take ${amount} back`}
          blocked={
            owner === undefined ? 'Connect the owner first' : left === 'now' ? undefined : `Ready ${left}`
          }
          onPress={() => void tx.press()}
        />
      </div>
    </div>
  )
}
