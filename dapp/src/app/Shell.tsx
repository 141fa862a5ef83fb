import { lazy, type ReactNode, Suspense, useState } from 'react'
import { NavLink, useNavigate } from 'react-router'
import { useShortcuts } from '../lib/shortcuts.ts'
import { BudgetLine } from './BudgetLine.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'

const ShortcutSheet = lazy(() => import('./ShortcutSheet.tsx').then((m) => ({ default: m.ShortcutSheet })))

const PLACES = [
  ['/', 'Create'],
  ['/gallery', 'Gallery'],
  ['/ledger', 'Ledger'],
  ['/network', 'Network'],
  ['/account', 'Account'],
] as const

/** Words in a narrow rail; on a phone the same five words at the bottom. */
export function Shell({ children }: { children: ReactNode }) {
  const [helping, setHelping] = useState(false)
  const navigate = useNavigate()
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
      <header className="flex items-center justify-between px-4 pt-4 md:sticky md:top-0 md:h-dvh md:flex-col md:items-start md:border-r md:px-6 md:py-8">
        <NavLink to="/" className="font-display text-24 leading-none">
          Supernet
        </NavLink>
        <nav
          aria-label="Main"
          className="fixed inset-x-0 bottom-0 z-30 flex justify-around border-t bg-wall pb-[env(safe-area-inset-bottom)] md:static md:mt-10 md:flex-1 md:flex-col md:justify-start md:gap-2 md:self-stretch md:border-0"
        >
          {PLACES.map(([to, name]) => (
            <NavLink
              key={to}
              to={to}
              end={to === '/'}
              className="px-1 py-3 text-13 text-soft hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:decoration-action aria-[current=page]:underline-offset-8 md:px-0 md:py-1 md:text-15"
            >
              {name}
            </NavLink>
          ))}
        </nav>
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
      <div className="min-w-0">{children}</div>
      {helping && (
        <Suspense>
          <ShortcutSheet open onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  )
}
