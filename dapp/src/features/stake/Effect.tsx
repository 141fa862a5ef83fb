import { formatBps } from '../../lib/amounts.ts'
import type { StakeView } from '../../queries/stake.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { formatSogni } from '../../ui/Sogni.tsx'
import { NO_CHANGE, type StakeChange, type Worth, worthAfter } from './effects.ts'

const ROWS: readonly [string, (worth: Worth) => string][] = [
  ['Votes', ({ votes }) => formatSogni(votes)],
  ['Off every render', ({ discountBps }) => formatBps(discountBps)],
  ['Place in the queue', ({ priority }) => `+${priority}`],
  ['Pictures at once', ({ parallel }) => parallel.toLocaleString('en')],
  ['Fast when workers idle', ({ freeFast }) => (freeFast ? 'at the Relaxed price' : 'no')],
]

/** What the stake gives now and, where it differs, after the change; by the arithmetic of the contracts. */
export function Effect({
  view,
  owner,
  change,
}: {
  view: StakeView
  owner: `0x${string}`
  change: StakeChange
}) {
  const now = worthAfter(view, owner, NO_CHANGE)
  const after = worthAfter(view, owner, change)
  return (
    <Bill>
      {ROWS.map(([label, of]) => (
        <BillRow key={label} label={label}>
          <Then now={of(now)} after={of(after)} />
        </BillRow>
      ))}
    </Bill>
  )
}

/** A value, and what it becomes. */
export function Then({ now, after }: { now: string; after: string }) {
  if (now === after) return now
  return (
    <>
      <span className="text-soft">{now}</span>
      <span aria-hidden="true"> → </span>
      <span className="sr-only"> becomes </span>
      {after}
    </>
  )
}
