import { sogniOfWei } from '../../lib/amounts.ts'
import type { TreasuryState } from '../../queries/treasury.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'

/** Sums of this size break before their price where the screen is narrow. */
const WRAP = 'whitespace-normal!'

/** What it holds, by asset, and what that is worth at prices which are safe for it. */
export function Reserves({ state: { reserves } }: { state: TreasuryState }) {
  const total = reserves.usdcUsdE18 + reserves.ethUsdE18 + reserves.sogniUsdE18
  return (
    <div className="paper p-5">
      <Bill>
        <BillRow label="USDC">
          <Amount value={reserves.usdc} unit="usdc" usd={reserves.usdcUsdE18} className={WRAP} />
        </BillRow>
        <BillRow label="Ether">
          <Amount value={reserves.eth} unit="eth" usd={reserves.ethUsdE18} className={WRAP} />
        </BillRow>
        <BillRow label="SOGNI">
          <Amount
            value={sogniOfWei(reserves.sogni)}
            unit="sogni"
            usd={reserves.sogniUsdE18}
            className={WRAP}
          />
        </BillRow>
        <BillRow label="Worth" total>
          <Amount value={total} unit="usd" />
        </BillRow>
      </Bill>
      <p className="mt-3 text-13 text-soft">
        SOGNI includes the pool that pays workers for Spark. USDC counts for a dollar at most, and what has no
        price at the moment counts for nothing.
      </p>
    </div>
  )
}
