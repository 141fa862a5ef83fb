import { closeSession } from '@supernet/sdk/actions'
import type { SessionView } from '@supernet/sdk/schema'
import { formatAmount } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { ownerMismatch } from './ownerMismatch.ts'

interface CloseBudgetProps {
  session: SessionView
  open: boolean
  onClose: () => void
}

const TIMELINE = [
  ['Now', 'No new render can be ordered with this budget.'],
  ['For 48 hours', 'Workers collect what they have already earned.'],
  ['After 48 hours', 'Anyone may send you the rest; there is a button for it here.'],
] as const

/** Explains the wait before it is signed for. */
export function CloseBudget({ session, open, onClose }: CloseBudgetProps) {
  const { network } = useServices()
  const { owner } = useOwner()
  const tx = useTx({
    done: 'The budget is closing. The rest can be taken in 48 hours.',
    onIndexed: onClose,
    prepare: async () => ({
      action: (client) => closeSession(client, { ledger: network.contracts.renderLedger, key: session.key }),
    }),
  })
  const left = formatAmount(session.balance, session.currency === 'sogni' ? 'sogni' : 'spark')
  return (
    <Dialog open={open} onClose={onClose} title="Close the budget" description={`${left} are in it.`}>
      <ol className="mb-5 border-soft border-l pl-5">
        {TIMELINE.map(([when, what]) => (
          <li key={when} className="py-2">
            <p className="font-display text-18">{when}</p>
            <p className="text-soft">{what}</p>
          </li>
        ))}
      </ol>
      <TxButton
        state={tx.state}
        verb={`Close and ask ${left} back`}
        blocked={ownerMismatch(owner, session)}
        onPress={() => void tx.press()}
      />
    </Dialog>
  )
}
