import { sparkToUsd } from '../../lib/amounts.ts'
import { describeCode } from '../../lib/errorText.ts'
import { useEngine } from '../../lib/studio/StudioProvider.tsx'
import { formatClock } from '../../lib/time.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Button } from '../../ui/Button.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { ShareLine } from './ShareLine.tsx'
import { StageTrack } from './StageTrack.tsx'
import type { SlipView } from './slips.ts'

/** One job as a bill: reserved, charged, released; how far it is; who drew it and where it was paid. */
export function JobSlip({ slip }: { slip: SlipView }) {
  const { record, money, stage, delivered } = slip
  const { order, body } = record
  const engine = useEngine()
  const usd = money.unit === 'spark' ? sparkToUsd(money.charged) : undefined
  return (
    <Slip className="animate-slip p-5 pt-6" data-slip={record.jobId} data-stage={stage}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="min-w-0 text-24 italic">{body.prompt}</h3>
        <span className="text-13 text-soft">{formatClock(record.createdAt)}</span>
      </div>
      <p className="text-13 text-soft">
        {delivered} of {order.count} {order.count === 1 ? 'picture' : 'pictures'}, {order.steps} steps each,{' '}
        {order.tier}
      </p>
      <Bill className="mt-4">
        <BillRow label="Reserved">
          <Amount value={money.total} unit={money.unit} />
        </BillRow>
        {money.reserved > 0n && money.reserved < money.total && (
          <BillRow label="Still reserved">
            <Amount value={money.reserved} unit={money.unit} />
          </BillRow>
        )}
        {money.released > 0n && (
          <BillRow label="Released, never left the budget">
            <Amount value={money.released} unit={money.unit} />
          </BillRow>
        )}
        <BillRow label="Charged" total>
          <Amount value={money.charged} unit={money.unit} usd={usd} />
        </BillRow>
      </Bill>
      {stage === 'ended' ? (
        <Ended code={record.failed} cancelled={record.cancelled} />
      ) : (
        <StageTrack stage={stage} />
      )}
      {stage === 'delivered' && engine !== undefined && (
        <p className="mt-2 text-13 text-soft">
          The tab is signed within a minute, so that a rating can go along.{' '}
          <Button tone="quiet" size="small" className="min-h-6!" onClick={() => void engine.closeTabs()}>
            Sign it now
          </Button>
        </p>
      )}
      {record.shares.length > 0 && (
        <ul className="mt-4 border-line border-t">
          {record.shares.map((share) => (
            <ShareLine key={`${share.seq}-${share.ticket}`} record={record} share={share} unit={money.unit} />
          ))}
        </ul>
      )}
    </Slip>
  )
}

function Ended({ code, cancelled }: { code: string | undefined; cancelled: boolean }) {
  if (code === undefined) {
    return (
      <p className="mt-4 text-13 text-soft">
        {cancelled ? 'Stopped before a step was finished.' : 'Nothing was delivered.'}
      </p>
    )
  }
  const text = describeCode(code)
  return (
    <p className="mt-4 text-13 text-soft">
      {text.happened} {text.cost} <code className="font-mono text-12">{text.code}</code>
    </p>
  )
}
