import { approveSogni, topUp } from '@supernet/sdk/actions'
import type { SessionView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatAmount, parseAmount, sparkToUsd } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { balancesOptions } from '../../queries/balances.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { ownerMismatch } from './ownerMismatch.ts'

interface TopUpProps {
  session: SessionView
  open: boolean
  onClose: () => void
}

export function TopUp({ session, open, onClose }: TopUpProps) {
  const services = useServices()
  const { owner } = useOwner()
  const balances = useQuery({
    ...balancesOptions(services, owner?.address),
    enabled: open && owner !== undefined,
  }).data
  const [text, setText] = useState('20')
  const unit = session.currency === 'sogni' ? 'sogni' : 'spark'
  const amount = parseAmount(text, unit)
  const held = balances?.[unit] ?? 0n
  const { renderLedger: ledger, sogniToken } = services.network.contracts

  const tx = useTx({
    done: 'The budget is topped up.',
    onIndexed: onClose,
    prepare: async () => {
      const units = amount ?? 0n
      const action = (client: Parameters<typeof topUp>[0]) =>
        topUp(client, { ledger, key: session.key, amount: units })
      if (unit === 'spark' || (balances?.allowance ?? 0n) >= units) return { action }
      return { action, approval: (client) => approveSogni(client, { sogniToken, ledger, amount: units }) }
    },
  })
  const tooMuch = amount !== undefined && amount > held
  return (
    <Dialog open={open} onClose={onClose} title="Top up the budget">
      <Field
        label={`Amount in ${unit === 'spark' ? 'Spark' : 'SOGNI'}`}
        hint={`${unit === 'spark' && amount !== undefined ? `${formatAmount(sparkToUsd(amount), 'usd')}. ` : ''}You hold ${formatAmount(held, unit)}.`}
        error={
          amount === undefined
            ? 'Type a number, like 20'
            : tooMuch
              ? `You hold ${formatAmount(held, unit)}`
              : undefined
        }
      >
        <TextInput inputMode="decimal" value={text} onValueChange={setText} className={inputStyle} />
      </Field>
      <div className="mt-4">
        <TxButton
          state={tx.state}
          verb={`Add ${formatAmount(amount ?? 0n, unit)}`}
          blocked={
            ownerMismatch(owner, session) ??
            (amount === undefined || amount === 0n || tooMuch ? 'Choose an amount you hold' : undefined)
          }
          onPress={() => void tx.press()}
        />
      </div>
    </Dialog>
  )
}
