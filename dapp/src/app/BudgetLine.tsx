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
      {pursesOf(open).map(({ unit, free }) => (
        <span key={unit} className="flex flex-col md:gap-0.5">
          <Amount value={free} unit={unit} />
          {unit === 'spark' && (
            <Amount className="hidden text-soft md:block" value={sparkToUsd(free)} unit="usd" />
          )}
        </span>
      ))}
    </Link>
  )
}
