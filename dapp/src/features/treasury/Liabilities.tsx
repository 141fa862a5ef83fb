import { SPARK_UNIT_WEI } from '@supernet/sdk/protocol'
import { sogniOfWei } from '../../lib/amounts.ts'
import type { TreasuryState } from '../../queries/treasury.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { State } from '../../ui/State.tsx'

const USD_E6 = 10n ** 12n
const E18 = 10n ** 18n

/** What it owes in renders, what it must hold for that, and the margin between. */
export function Liabilities({ state }: { state: TreasuryState }) {
  const { assetsUsdE18, requiredUsdE18 } = state.solvency
  const solvent = assetsUsdE18 >= requiredUsdE18
  const margin = solvent ? assetsUsdE18 - requiredUsdE18 : requiredUsdE18 - assetsUsdE18
  return (
    <div className="paper p-5">
      <p className="mb-3 text-13">
        {solvent ? <State tone="good">solvent</State> : <State tone="bad">short: no Spark is sold</State>}
      </p>
      <Bill>
        <BillRow label="Purchased Spark that is out">
          <Amount
            value={state.purchased / SPARK_UNIT_WEI}
            unit="spark"
            usd={(state.purchased * state.usdPerSparkE18) / E18}
            className="whitespace-normal!"
          />
        </BillRow>
        <BillRow label="It must hold for that">
          <Amount value={requiredUsdE18} unit="usd" />
        </BillRow>
        <BillRow label={solvent ? 'Margin' : 'Missing'} total>
          <Amount value={margin} unit="usd" />
        </BillRow>
        <BillRow label="Spark given away, paid from its own budget">
          <Amount value={state.promotional / SPARK_UNIT_WEI} unit="spark" />
        </BillRow>
        <BillRow label="Card payments not paid in yet">
          <Amount value={state.cardOwedE6 * USD_E6} unit="usd" />
        </BillRow>
        <BillRow label="SOGNI on its way to rewards">
          <Amount value={sogniOfWei(state.streaming)} unit="sogni" />
        </BillRow>
      </Bill>
      <p className="mt-3 text-13 text-soft">
        110 % of what workers and models get for that Spark: the treasury’s own part of a render need not be
        paid. The rule is checked after every sale and every payment out.
      </p>
    </div>
  )
}
