import { sparkToUsd } from '../../lib/amounts.ts'
import type { Purse } from '../../lib/studio/budgets.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'

/** All budgets of the device together, a bill for each currency. */
export function BudgetTotal({ purses }: { purses: readonly Purse[] }) {
  return (
    <div className="mb-5 flex flex-col gap-4" data-budget-total>
      {purses.map(({ currency, unit, balance, promised, free }) => (
        <Bill key={currency}>
          <BillRow label={currency === 'promo' ? 'Free Spark in the ledger' : 'In the ledger, all together'}>
            <Amount
              value={balance}
              unit={unit}
              usd={currency === 'spark' ? sparkToUsd(balance) : undefined}
            />
          </BillRow>
          <BillRow label="Promised, not settled yet">
            <Amount value={promised} unit={unit} />
          </BillRow>
          <BillRow label="Free to spend" total>
            <Amount value={free} unit={unit} />
          </BillRow>
        </Bill>
      ))}
    </div>
  )
}
