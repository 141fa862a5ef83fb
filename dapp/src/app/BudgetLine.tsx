import { Link } from 'react-router'
import { sparkToUsd } from '../lib/amounts.ts'
import { pursesOf } from '../lib/studio/budgets.ts'
import { useBudgets } from '../queries/useBudgets.ts'
import { Amount } from '../ui/Amount.tsx'

/** What is left to spend over all budgets, less what is promised: always in sight. */
export function BudgetLine() {
  const budgets = useBudgets()
  const open = budgets.at === 'ready' ? budgets.budgets.filter(({ session }) => session.open) : []
  if (open.length === 0) return null
  return (
    <Link to="/account" className="flex flex-col text-13 md:gap-0.5">
      <span className="hidden text-soft md:block">Budget left</span>
      {pursesOf(open).map(({ currency, unit, free }) => (
        <span key={currency} className="flex flex-col md:gap-0.5" data-left={currency}>
          <span>
            <Amount value={free} unit={unit} />
            {currency === 'promo' && <span className="text-soft"> free</span>}
          </span>
          {currency === 'spark' && (
            <Amount className="hidden text-soft md:block" value={sparkToUsd(free)} unit="usd" />
          )}
        </span>
      ))}
    </Link>
  )
}
