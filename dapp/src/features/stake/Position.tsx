import { benefitStake } from '@supernet/sdk/protocol'
import { formatPart } from '../../lib/shares.ts'
import type { StakeView } from '../../queries/stake.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Sogni } from '../../ui/Sogni.tsx'
import { Effect } from './Effect.tsx'
import { NO_CHANGE } from './effects.ts'

/** What an account has at stake, by what it may do. */
export function Position({ view, owner }: { view: StakeView; owner: `0x${string}` }) {
  const { stake, rules } = view
  return (
    <div className="paper p-5" data-position>
      <Bill>
        <BillRow label="Active: votes, bonds, seats jurors">
          <Sogni wei={stake.active} />
        </BillRow>
        {stake.bonded > 0n && (
          <BillRow label="of it bonded to workers">
            <Sogni wei={stake.bonded} />
          </BillRow>
        )}
        {stake.locked > 0n && (
          <BillRow label="of it locked by disputes">
            <Sogni wei={stake.locked} />
          </BillRow>
        )}
        <BillRow label="Cooling down: discounts only">
          <Sogni wei={stake.cooling} />
        </BillRow>
        {stake.lpUnits + stake.lpCooling > 0n && (
          <BillRow label="Liquidity, its SOGNI side">
            <Sogni wei={stake.lpUnits + stake.lpCooling} />
          </BillRow>
        )}
        <BillRow label="Counts for discounts" total>
          <Sogni wei={benefitStake(stake)} />
        </BillRow>
      </Bill>
      <div className="mt-6">
        <Effect view={view} owner={owner} change={NO_CHANGE} />
      </div>
      <p className="mt-4 text-13 text-soft">
        Your votes are {formatPart(stake.votes, rules.totalActive)} of all active stake.
      </p>
    </div>
  )
}
