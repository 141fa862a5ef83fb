import type { SessionView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sparkToUsd } from '../../lib/amounts.ts'
import { useDevice } from '../../lib/device/device.ts'
import { boundOf } from '../../lib/studio/money.ts'
import { formatDate } from '../../lib/time.ts'
import { jobsOptions } from '../../queries/device.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Button } from '../../ui/Button.tsx'
import { CloseBudget } from './CloseBudget.tsx'
import { TopUp } from './TopUp.tsx'
import { WithdrawNote } from './WithdrawNote.tsx'

/** A tab with what is left: a bill, and a bar of it in the colour of its currency. */
export function BudgetTab({ session }: { session: SessionView }) {
  const [open, setOpen] = useState<'topUp' | 'close'>()
  const rows = useQuery(jobsOptions(useDevice())).data ?? []
  const unit = session.currency === 'sogni' ? 'sogni' : 'spark'
  const promised = boundOf(
    rows.map(({ record }) => record),
    session,
  )
  const free = session.balance > promised ? session.balance - promised : 0n
  const close = () => setOpen(undefined)
  return (
    <div className="paper p-5" data-budget>
      <Bar free={free} balance={session.balance} unit={unit} />
      <Bill className="mt-4">
        <BillRow label="In the ledger">
          <Amount
            value={session.balance}
            unit={unit}
            usd={unit === 'spark' ? sparkToUsd(session.balance) : undefined}
          />
        </BillRow>
        <BillRow label="Promised, not settled yet">
          <Amount value={promised} unit={unit} />
        </BillRow>
        {session.discountBps > 0 && <BillRow label="Discount">{session.discountBps / 100} %</BillRow>}
        <BillRow label="Ends">{formatDate(session.expiry)}</BillRow>
        <BillRow label="Free to spend" total>
          <Amount value={free} unit={unit} />
        </BillRow>
      </Bill>
      {session.closing || session.requested > 0n ? (
        <WithdrawNote session={session} />
      ) : (
        <div className="mt-5 flex flex-wrap gap-3">
          <Button tone="primary" onClick={() => setOpen('topUp')}>
            Top up
          </Button>
          <Button onClick={() => setOpen('close')}>Close and take the rest back</Button>
        </div>
      )}
      <TopUp session={session} open={open === 'topUp'} onClose={close} />
      <CloseBudget session={session} open={open === 'close'} onClose={close} />
    </div>
  )
}

function Bar({ free, balance, unit }: { free: bigint; balance: bigint; unit: 'spark' | 'sogni' }) {
  const share = balance === 0n ? 0 : Number((free * 1_000n) / balance) / 1_000
  return (
    <div aria-hidden="true" className={`h-1.5 bg-line ${unit === 'spark' ? 'text-spark' : 'text-sogni'}`}>
      <div
        className="h-full origin-left bg-current transition-transform"
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  )
}
