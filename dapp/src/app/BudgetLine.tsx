import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { sparkToUsd } from '../lib/amounts.ts'
import { useDevice } from '../lib/device/device.ts'
import { boundOf } from '../lib/studio/money.ts'
import { jobsOptions } from '../queries/device.ts'
import { useBudget } from '../queries/useBudget.ts'
import { Amount } from '../ui/Amount.tsx'

/** What is left to spend, less what is promised: always in sight. */
export function BudgetLine() {
  const budget = useBudget()
  const rows = useQuery(jobsOptions(useDevice())).data ?? []
  if (budget.at !== 'open') return null
  const { balance, currency } = budget.session
  const promised = boundOf(
    rows.map(({ record }) => record),
    budget.session,
  )
  const free = balance > promised ? balance - promised : 0n
  return (
    <Link to="/account" className="flex flex-col text-13 md:gap-0.5">
      <span className="hidden text-soft md:block">Budget left</span>
      <Amount value={free} unit={currency === 'sogni' ? 'sogni' : 'spark'} />
      {currency !== 'sogni' && (
        <Amount className="hidden text-soft md:block" value={sparkToUsd(free)} unit="usd" />
      )}
    </Link>
  )
}
