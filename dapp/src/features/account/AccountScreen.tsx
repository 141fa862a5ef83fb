import { lazy, Suspense, useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { formatAmount } from '../../lib/amounts.ts'
import { type Budget, payerOf, pursesOf } from '../../lib/studio/budgets.ts'
import { listWords } from '../../lib/words.ts'
import { useBudgets } from '../../queries/useBudgets.ts'
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
import { BudgetTotal } from './BudgetTotal.tsx'
import { KeyRing } from './KeyRing.tsx'
import { OwnerCard } from './OwnerCard.tsx'

const PendingRecovery = lazy(() =>
  import('./passkey/PendingRecovery.tsx').then((m) => ({ default: m.PendingRecovery })),
)
const PasskeyAccount = lazy(() =>
  import('./passkey/PasskeyAccount.tsx').then((m) => ({ default: m.PasskeyAccount })),
)
const WalletSend = lazy(() => import('./WalletSend.tsx').then((m) => ({ default: m.WalletSend })))

/** Who pays, what this device may spend, and the keys it holds. A device has several budgets while one settles. */
export function AccountScreen() {
  const all = useBudgets()
  const { owner } = useOwner()
  const [search] = useSearchParams()
  if (search.has('recover')) return <Navigate to="/recover" replace />
  if (all.at === 'loading') {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the account">
          <Skeleton className="h-64 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  if (all.at === 'error') {
    return (
      <Screen title="Account">
        <ErrorNote error={all.error} title="The budget could not be read." onRetry={all.retry} />
      </Screen>
    )
  }
  const { budgets } = all
  const payer = payerOf(budgets, undefined, 1)
  return (
    <Screen title={headline(budgets)}>
      {owner?.kind === 'passkey' && (
        <Suspense>
          <PendingRecovery row={owner.row} />
        </Suspense>
      )}
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <Section title={budgets.length > 1 ? 'Budgets of this device' : 'Budget of this device'}>
          {budgets.length > 1 && <BudgetTotal purses={pursesOf(budgets)} />}
          <div className="flex flex-col gap-5">
            {budgets.map((budget) => (
              <BudgetTab
                key={budget.session.key}
                budget={budget}
                pays={payer.at === 'ready' && payer.budget === budget}
              />
            ))}
          </div>
          {budgets.length > 0 && owner !== undefined && <NextBudget owner={owner} />}
          {budgets.length === 0 && owner !== undefined && <BudgetForm owner={owner} />}
          {budgets.length === 0 && owner === undefined && (
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
      {owner?.kind === 'passkey' && (
        <Suspense>
          <PasskeyAccount owner={owner} />
        </Suspense>
      )}
      {owner?.kind === 'wallet' && (
        <div className="mt-12 max-w-xl">
          <Suspense>
            <WalletSend owner={owner} />
          </Suspense>
        </div>
      )}
      <div className="mt-12">
        <Section title="Keys" note="Kept in this browser, wrapped so that no script can read them out.">
          <KeyRing />
        </Section>
      </div>
    </Screen>
  )
}

/** Another budget on a fresh key: while one is on its way back, or waits for its settlements. */
function NextBudget({ owner }: { owner: Owner }) {
  const [open, setOpen] = useState(false)
  if (open)
    return (
      <div className="mt-5">
        <BudgetForm owner={owner} onOpened={() => setOpen(false)} />
      </div>
    )
  return (
    <Button className="mt-4" onClick={() => setOpen(true)}>
      Open another budget
    </Button>
  )
}

function headline(budgets: readonly Budget[]): string {
  if (budgets.length === 0) return 'No budget on this device yet.'
  const open = budgets.filter(({ session }) => !session.closing)
  const sums = pursesOf(open.length > 0 ? open : budgets)
  const left = listWords(
    sums.map(({ currency, unit, balance }) => {
      const amount = formatAmount(balance, unit)
      return currency === 'promo' ? amount.replace(' ', ' free ') : amount
    }),
  )
  return open.length === 0 ? `${left} on the way back to you.` : `${left} left on this device.`
}
