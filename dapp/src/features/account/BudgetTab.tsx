import { useState } from 'react'
import { sparkToUsd } from '../../lib/amounts.ts'
import { type Budget, hasRoomFor } from '../../lib/studio/budgets.ts'
import { formatDate } from '../../lib/time.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { CloseBudget } from './CloseBudget.tsx'
import { TopUp } from './TopUp.tsx'
import { WithdrawNote } from './WithdrawNote.tsx'

/** A tab with what is left: a bill, and a bar of it in the colour of its currency. */
export function BudgetTab({ budget, pays }: { budget: Budget; pays: boolean }) {
  const [open, setOpen] = useState<'topUp' | 'close'>()
  const { session, unit, promised, free } = budget
  const close = () => setOpen(undefined)
  const given = session.currency === 'promo'
  return (
    <div className="paper p-5" data-budget={session.key}>
      <p className="mb-3 text-13">
        <BudgetState budget={budget} pays={pays} />
      </p>
      <Bar free={free} balance={session.balance} unit={unit} />
      <Bill className="mt-4">
        <BillRow label={given ? 'Free Spark in the ledger' : 'In the ledger'}>
          <Amount
            value={session.balance}
            unit={unit}
            usd={unit === 'spark' && !given ? sparkToUsd(session.balance) : undefined}
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
          {!given && (
            <Button tone="primary" onClick={() => setOpen('topUp')}>
              Top up
            </Button>
          )}
          <Button onClick={() => setOpen('close')}>Close and take the rest back</Button>
        </div>
      )}
      {given && (
        <p className="mt-3 text-13 text-soft">
          Free Spark pays for renders before anything that was paid for. What a new day gives is added by
          itself.
        </p>
      )}
      <TopUp session={session} open={open === 'topUp'} onClose={close} />
      <CloseBudget session={session} open={open === 'close'} onClose={close} />
    </div>
  )
}

/** What this budget does now, in words. */
function BudgetState({ budget, pays }: { budget: Budget; pays: boolean }) {
  if (budget.session.closing) return <State tone="warn">On its way back to you</State>
  if (budget.ending) return <State tone="warn">Ends soon, takes no new render</State>
  if (!hasRoomFor(budget, 1)) return <State tone="warn">Full until older renders are settled</State>
  return pays ? (
    <State tone="good">Pays for the next render</State>
  ) : (
    <State tone="plain">Pays when the others cannot</State>
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
