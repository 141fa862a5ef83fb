import { Link } from 'react-router'
import { sparkToUsd } from '../../lib/amounts.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Button, buttonStyle } from '../../ui/Button.tsx'
import { shorten } from '../../ui/Code.tsx'
import { Slip } from '../../ui/Slip.tsx'

export interface BoughtSpark {
  readonly amount: bigint
  readonly hash: `0x${string}` | undefined
}

/** The receipt of a purchase, and what to do with it. */
export function Bought({ bought: { amount, hash }, onMore }: { bought: BoughtSpark; onMore: () => void }) {
  return (
    <Slip className="p-5 pt-7" role="status" data-bought={hash}>
      <p className="font-display text-24">
        <Amount value={amount} unit="spark" /> are yours.
      </p>
      <Bill className="mt-4">
        <BillRow label="Worth of renders">
          <Amount value={sparkToUsd(amount)} unit="usd" />
        </BillRow>
        {hash !== undefined && (
          <BillRow label="Transaction">
            <Link to={`/tx/${hash}`} className="font-mono text-13 underline underline-offset-4">
              {shorten(hash)}
            </Link>
          </BillRow>
        )}
      </Bill>
      <p className="mt-3 text-13 text-soft">
        A device spends it through a budget, which never asks you again.
      </p>
      <div className="mt-5 flex flex-wrap items-center gap-4">
        <Link to="/account" className={buttonStyle({ tone: 'primary' })}>
          Open or top up a budget
        </Link>
        <Button onClick={onMore}>Buy more</Button>
      </div>
    </Slip>
  )
}
