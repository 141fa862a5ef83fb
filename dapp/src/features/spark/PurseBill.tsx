import { useQuery } from '@tanstack/react-query'
import { sogniToUsd, sparkToUsd } from '../../lib/amounts.ts'
import { useServices } from '../../lib/services.ts'
import { balancesOptions } from '../../queries/balances.ts'
import { purseOptions } from '../../queries/sale.ts'
import { statusOptions } from '../../queries/status.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { type Owner, ownerName } from '../../wallet/owner.ts'

/** What the account holds outside its budgets, in every currency of the sale. */
export function PurseBill({ owner }: { owner: Owner }) {
  const services = useServices()
  const purse = useQuery(purseOptions(services, owner.address))
  const balances = useQuery(balancesOptions(services, owner.address))
  const rate = BigInt(useQuery(statusOptions(services)).data?.sparkRate ?? '0')
  if (purse.data === undefined || balances.data === undefined) {
    const failed = purse.error ?? balances.error
    if (failed === null)
      return (
        <Loading what="balances">
          <Skeleton className="h-40 w-full" />
        </Loading>
      )
    const retry = () => Promise.all([purse.refetch(), balances.refetch()])
    return <ErrorNote error={failed} title="The balances could not be read." onRetry={retry} />
  }
  const { spark, promo, sogni } = balances.data
  return (
    <div className="paper p-5">
      <div className="flex items-baseline justify-between gap-4">
        <p>{ownerName(owner)}</p>
        <Code value={owner.address} label="Address" />
      </div>
      <Bill className="mt-4">
        <BillRow label="Spark">
          <Amount value={spark} unit="spark" usd={sparkToUsd(spark)} />
        </BillRow>
        {promo > 0n && (
          <BillRow label="Spark from promotions">
            <Amount value={promo} unit="spark" />
          </BillRow>
        )}
        <BillRow label="USDC">
          <Amount value={purse.data.held.usdc} unit="usdc" />
        </BillRow>
        <BillRow label="Ether">
          <Amount value={purse.data.held.eth} unit="eth" />
        </BillRow>
        <BillRow label="SOGNI">
          <Amount value={sogni} unit="sogni" usd={sogniToUsd(sogni, rate)} />
        </BillRow>
      </Bill>
    </div>
  )
}
