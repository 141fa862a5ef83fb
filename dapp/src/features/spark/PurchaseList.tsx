import type { PurchaseView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { formatDate } from '../../lib/time.ts'
import { purchasesOptions } from '../../queries/purchases.ts'
import { Amount } from '../../ui/Amount.tsx'
import { State } from '../../ui/State.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { PURCHASE_STATES } from './purchaseText.ts'

const MICRO_TO_USD = 1_000_000_000_000n

const columns: readonly Column<PurchaseView>[] = [
  { key: 'paid', label: 'Paid', cell: ({ paidAt }) => formatDate(paidAt), sort: ({ paidAt }) => paidAt },
  {
    key: 'price',
    label: 'Price',
    numeric: true,
    cell: ({ usdE6 }) => <Amount value={usdE6 * MICRO_TO_USD} unit="usd" />,
  },
  { key: 'spark', label: 'Spark', numeric: true, cell: ({ spark }) => <Amount value={spark} unit="spark" /> },
  {
    key: 'state',
    label: 'State',
    cell: ({ state }) => <State tone={PURCHASE_STATES[state].tone}>{PURCHASE_STATES[state].word}</State>,
  },
]

/** What the owner bought for money, the newest first; nothing where there is nothing. */
export function PurchaseList() {
  const { owner } = useOwner()
  const purchases = useQuery(purchasesOptions(useServices(), owner?.address)).data
  if (purchases === undefined || purchases.length === 0) return null
  return (
    <div className="mt-6">
      <Table
        caption="Purchases for money"
        columns={columns}
        rows={purchases}
        rowKey={({ receipt }) => receipt}
      />
    </div>
  )
}
