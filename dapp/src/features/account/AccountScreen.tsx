import { useState } from 'react'
import { formatAmount } from '../../lib/amounts.ts'
import { type Budget, useBudget } from '../../queries/useBudget.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { BudgetForm } from '../../wallet/BudgetForm.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { BudgetTab } from './BudgetTab.tsx'
import { KeyRing } from './KeyRing.tsx'
import { OwnerCard } from './OwnerCard.tsx'

/** Who pays, what this device may spend, and the keys it holds. */
export function AccountScreen() {
  const budget = useBudget()
  const { owner } = useOwner()
  if (budget.at === 'loading') {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the account">
          <Skeleton className="h-64 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  if (budget.at === 'error') {
    return (
      <Screen title="Account">
        <ErrorNote error={budget.error} title="The budget could not be read." onRetry={budget.retry} />
      </Screen>
    )
  }
  return (
    <Screen title={headline(budget)}>
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <Section title="Budget of this device">
          {budget.at !== 'none' && <BudgetTab session={budget.session} />}
          {budget.at === 'closing' && owner !== undefined && <NextBudget owner={owner} />}
          {budget.at === 'none' && owner !== undefined && <BudgetForm owner={owner} />}
          {budget.at === 'none' && owner === undefined && (
            <Empty title="A budget pays for renders without asking each time">
              It is an amount the ledger holds for a key of this browser: the most that can be lost if the
              device is. Choose who pays first.
            </Empty>
          )}
        </Section>
        <Section title="Who pays">
          {owner === undefined ? <ChooseOwner /> : <OwnerCard owner={owner} />}
        </Section>
      </div>
      <div className="mt-12">
        <Section title="Keys" note="Kept in this browser, wrapped so that no script can read them out.">
          <KeyRing />
        </Section>
      </div>
    </Screen>
  )
}

/** While one budget is on its way back, another may be opened on a fresh key. */
function NextBudget({ owner }: { owner: Owner }) {
  const [open, setOpen] = useState(false)
  if (open) return <BudgetForm owner={owner} />
  return (
    <Button className="mt-4" onClick={() => setOpen(true)}>
      Open another budget
    </Button>
  )
}

function headline(budget: Exclude<Budget, { at: 'loading' | 'error' }>): string {
  if (budget.at === 'none') return 'No budget on this device yet.'
  const { balance, currency } = budget.session
  const left = formatAmount(balance, currency === 'sogni' ? 'sogni' : 'spark')
  return budget.at === 'closing' ? `${left} on the way back to you.` : `${left} left on this device.`
}
