import { Link } from 'react-router'
import { sparkToUsd } from '../lib/amounts.ts'
import { useBudget } from '../queries/useBudget.ts'
import { Amount } from '../ui/Amount.tsx'

/** What is left to spend, always in sight. */
export function BudgetLine() {
  const budget = useBudget()
  if (budget.at !== 'open') return null
  const { balance, currency } = budget.session
  return (
    <Link to="/account" className="flex flex-col text-13 md:gap-0.5">
      <span className="hidden text-soft md:block">Budget left</span>
      <Amount value={balance} unit={currency === 'sogni' ? 'sogni' : 'spark'} />
      {currency !== 'sogni' && (
        <Amount className="hidden text-soft md:block" value={sparkToUsd(balance)} unit="usd" />
      )}
    </Link>
  )
}
