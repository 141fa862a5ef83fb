import type { FlowDay } from '@supernet/sdk/schema'
import { sogniOfWei } from '../../lib/amounts.ts'
import { formatLeft } from '../../lib/time.ts'
import type { TreasuryState } from '../../queries/treasury.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { State } from '../../ui/State.tsx'
import { boughtBack } from './daily.ts'
import { formatMoney } from './words.ts'

interface BuybacksProps {
  buyback: TreasuryState['buyback']
  days: readonly FlowDay[]
  today: number
}

/** SOGNI that the treasury bought on the market, and what its caps leave. */
export function Buybacks({
  buyback: { isOpen, nextAt, leftToday, leftMonth, toRewards },
  ...kept
}: BuybacksProps) {
  const now = useChainNow()
  const { sogni, spent } = boughtBack(kept.days, kept.today)
  return (
    <div className="paper p-5">
      <p className="mb-3 text-13">
        {isOpen ? <State tone="good">open</State> : <State tone="plain">closed by the DAO</State>}
      </p>
      <Bill>
        <BillRow label="Bought in 30 days">
          <Amount value={sogniOfWei(sogni)} unit="sogni" />
        </BillRow>
        {spent.map(({ token, amount }) => (
          <BillRow key={token} label="Paid for that">
            {formatMoney(amount, token)}
          </BillRow>
        ))}
        <BillRow label="It goes to">{toRewards ? 'rewards, over 30 days' : 'the treasury’s SOGNI'}</BillRow>
        {isOpen && (
          <>
            <BillRow label="May be spent today">
              <Amount value={leftToday} unit="usd" />
            </BillRow>
            <BillRow label="In these 30 days">
              <Amount value={leftMonth} unit="usd" />
            </BillRow>
            <BillRow label="Next purchase">{formatLeft(nextAt, now)}</BillRow>
          </>
        )}
      </Bill>
      <p className="mt-3 text-13 text-soft">
        Anybody may call it, every half hour; how much and at what price follows from the chain alone. Each
        purchase stands under “Out” below with its transaction.
      </p>
    </div>
  )
}
