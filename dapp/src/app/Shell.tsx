import { lazy, type ReactNode, Suspense, useState } from 'react'
import { NavLink, useNavigate } from 'react-router'
import { useShortcuts } from '../lib/shortcuts.ts'
import { useOwner } from '../wallet/OwnerProvider.tsx'
import { BudgetLine } from './BudgetLine.tsx'
import { Bar, Rail, Siblings } from './Navigation.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'

const RecoveryLine = lazy(() => import('./RecoveryLine.tsx').then((m) => ({ default: m.RecoveryLine })))
const ShortcutSheet = lazy(() => import('./ShortcutSheet.tsx').then((m) => ({ default: m.ShortcutSheet })))

/** Words in a narrow rail; on a phone five words at the bottom. */
export function Shell({ children }: { children: ReactNode }) {
  const [helping, setHelping] = useState(false)
  const navigate = useNavigate()
  const { owner } = useOwner()
  useShortcuts({
    gallery: () => navigate('/gallery'),
    create: () => navigate('/'),
    ledger: () => navigate('/ledger'),
    help: () => setHelping(true),
  })

  return (
    <div className="md:grid md:grid-cols-[9.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-paper focus:p-2"
      >
        Skip to the content
      </a>
      <header className="flex items-center justify-between px-4 pt-4 md:sticky md:top-0 md:h-dvh md:flex-col md:overflow-y-auto md:items-start md:border-r md:px-6 md:py-8">
        <NavLink to="/" className="font-display text-24 leading-none">
          Supernet
        </NavLink>
        <Rail />
        <div className="flex items-center gap-4 md:flex-col md:items-start md:self-stretch">
          <BudgetLine />
          <ThemeToggle />
          <button
            type="button"
            onClick={() => setHelping(true)}
            className="hidden text-13 text-soft hover:text-ink md:block"
          >
            Keys
          </button>
        </div>
      </header>
      <Bar />
      <div className="min-w-0">
        <Siblings />
        {owner?.kind === 'passkey' && (
          <Suspense>
            <RecoveryLine account={owner.address} />
          </Suspense>
        )}
        {children}
      </div>
      {helping && (
        <Suspense>
          <ShortcutSheet open onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  )
}
