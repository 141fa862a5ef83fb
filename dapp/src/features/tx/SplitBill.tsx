import { sogniToUsd, sparkToUsd } from '../../lib/amounts.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Slip } from '../../ui/Slip.tsx'
import type { TxSplit } from './splitOf.ts'

/** Where the money of a settlement came from and where it went. */
export function SplitBill({ split, sparkRate }: { split: TxSplit; sparkRate: bigint }) {
  const total = split.worker + split.royalty + split.treasury
  return (
    <Slip className="p-5 pt-7" data-split>
      <Bill>
        {split.debitSpark > 0n && (
          <BillRow label="Spark spent, to be burned">
            <Amount value={split.debitSpark} unit="spark" usd={sparkToUsd(split.debitSpark)} />
          </BillRow>
        )}
        {split.debitSogni > 0n && (
          <BillRow label="SOGNI debited">
            <Amount value={split.debitSogni} unit="sogni" />
          </BillRow>
        )}
        <BillRow label="To the workers">
          <Amount value={split.worker} unit="sogni" />
        </BillRow>
        <BillRow label="To the models’ own accounts">
          <Amount value={split.royalty} unit="sogni" />
        </BillRow>
        <BillRow label="To the treasury">
          <Amount value={split.treasury} unit="sogni" />
        </BillRow>
        <BillRow label="Paid out" total>
          <Amount value={total} unit="sogni" usd={sogniToUsd(total, sparkRate)} />
        </BillRow>
      </Bill>
      <p className="mt-3 text-13 text-soft">
        One Spark was worth <Amount value={sparkRate} unit="sogni" />.
      </p>
    </Slip>
  )
}
