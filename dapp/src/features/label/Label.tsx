import { unitPriceOf } from '@supernet/sdk/protocol'
import { useQuery } from '@tanstack/react-query'
import { sparkToUsd } from '../../lib/amounts.ts'
import { useDevice } from '../../lib/device/device.ts'
import type { KeptPicture } from '../../lib/pictures.ts'
import { formatDate, formatSeconds } from '../../lib/time.ts'
import { modelNameOptions, pictureOptions } from '../../queries/device.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Code } from '../../ui/Code.tsx'
import { Picture } from '../../ui/Picture.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { ReceiptNote } from './ReceiptNote.tsx'
import { Verbs } from './Verbs.tsx'
import { WorkerLine } from './WorkerLine.tsx'

/** Picture left, label right: prompt, how it was made, what it cost, the receipt, what can be done with it. */
export function Label({ picture }: { picture: KeptPicture }) {
  const { record, image, share, seed, deployment } = picture
  const { order, body } = record
  const db = useDevice()
  const png = useQuery(pictureOptions(db, record.jobId, image.image)).data
  const model = useQuery(modelNameOptions(db, deployment, order.model)).data
  const unit = order.currency === 'sogni' ? 'sogni' : 'spark'
  const price = unitPriceOf(record.price, order.currency)
  const elapsedMs = share?.receipt?.receipt.elapsedMs
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
      <div className="grid place-items-center py-4 lg:sticky lg:top-8 lg:min-h-[60dvh]">
        {png ? (
          <Picture
            blob={png}
            alt={body.prompt}
            width={order.width}
            height={order.height}
            className="animate-fade"
          />
        ) : (
          <Skeleton className="size-64" />
        )}
      </div>
      <Slip className="animate-slip p-6 pt-8">
        <h1 className="text-34 italic">{body.prompt}</h1>
        {body.negativePrompt !== '' && <p className="mt-1 text-soft">without {body.negativePrompt}</p>}
        <Bill className="mt-6">
          <BillRow label="Model">{model ?? `Model ${order.model}`}</BillRow>
          {share && (
            <BillRow label="Drawn by">
              <WorkerLine operator={share.operator} workerId={share.workerId} />
            </BillRow>
          )}
          <BillRow label="Seed">
            <Code value={seed} label="Seed" />
          </BillRow>
          <BillRow label="Steps">{order.steps}</BillRow>
          <BillRow label="Guidance">{body.guidanceScale}</BillRow>
          <BillRow label="Size">
            {order.width} × {order.height}
          </BillRow>
          {elapsedMs !== undefined && share && (
            <BillRow label={share.images === 1 ? 'Time' : `Time for its ${share.images} pictures`}>
              {formatSeconds(elapsedMs / 1_000)}
            </BillRow>
          )}
          <BillRow label="Made">{formatDate(record.createdAt)}</BillRow>
          <BillRow label="Price" total>
            <Amount
              value={price}
              unit={unit}
              usd={unit === 'spark' ? sparkToUsd(price) : record.price.unitUsdE18}
            />
          </BillRow>
        </Bill>
        <ReceiptNote picture={picture} />
        <Verbs picture={picture} png={png ?? undefined} />
      </Slip>
    </div>
  )
}
