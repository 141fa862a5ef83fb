import type { JobRecord } from '@supernet/sdk/client'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useDevice } from '../../lib/device/device.ts'
import { describeCode } from '../../lib/errorText.ts'
import { ReceiptChecks } from '../../lib/receipts/ReceiptChecks.tsx'
import { useServices } from '../../lib/services.ts'
import { keptImagesOptions } from '../../queries/device.ts'
import { settlementsOptions } from '../../queries/settlements.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Code, shorten } from '../../ui/Code.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { State } from '../../ui/State.tsx'

interface ShareLineProps {
  record: JobRecord
  share: JobRecord['shares'][number]
  unit: 'spark' | 'sogni'
}

/** What one worker did of a job, what it is paid, and the proof of both. */
export function ShareLine({ record, share, unit }: ShareLineProps) {
  const { line, receipt, fault, settledTx, settledBlock } = share
  const settlements = useQuery({
    ...settlementsOptions(useServices()),
    enabled: settledTx !== undefined,
  }).data
  const kept = useQuery(keptImagesOptions(useDevice())).data
  const missing = record.images.filter(
    ({ seq, image }) => seq === share.seq && kept?.has(`${record.jobId}:${image}`) === false,
  )
  const batch = settlements?.find(({ tx }) => tx !== undefined && tx === settledTx)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0">
      <span className="inline-flex items-baseline gap-2">
        <Mark id={share.workerId} />
        <Code value={share.operator} label="Operator" />
      </span>
      <span className="text-soft">
        {line === undefined
          ? `${share.images} ${share.images === 1 ? 'picture' : 'pictures'}`
          : `${line.images} ${line.images === 1 ? 'picture' : 'pictures'}, ${line.steps} steps`}
      </span>
      {fault !== undefined && (
        <span title={describeCode(fault).todo}>
          <State tone="warn">{describeCode(fault).happened}</State>
        </span>
      )}
      {line !== undefined && <Amount className="ml-auto" value={line.amount} unit={unit} />}
      <div className="flex w-full flex-wrap items-baseline gap-x-5 gap-y-1">
        {settledTx !== undefined && (
          <Link to={`/tx/${settledTx}`} className="underline underline-offset-4" data-settlement>
            Transaction {shorten(settledTx)}
            {settledBlock !== undefined && `, block ${settledBlock.toLocaleString('en')}`}
          </Link>
        )}
        {batch !== undefined && (
          <span className="text-soft">
            in a batch of {batch.lines === 1 ? 'one line' : `${batch.lines} lines`}
          </span>
        )}
        {receipt !== undefined && <ReceiptChecks record={record} share={share} />}
        {receipt !== undefined && missing[0] !== undefined && (
          <Link to={`/picture/${record.jobId}-${missing[0].image}`} className="underline underline-offset-4">
            {missing.length === 1 ? 'One picture is' : `${missing.length} pictures are`} not on this device
          </Link>
        )}
      </div>
    </li>
  )
}
