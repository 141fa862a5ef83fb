import type { Api } from '@supernet/sdk/schema'
import type { z } from 'zod'
import { formatClock } from '../../lib/time.ts'
import { Amount } from '../../ui/Amount.tsx'

type Status = z.infer<Api['getStatus']['response']>

/** The figures that prove the headline. */
export function StatusLine({ status }: { status: Status }) {
  return (
    <div className="border-line border-y py-6">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-6 md:grid-cols-4">
        <Figure label="Rendering now" value={status.rendering} />
        <Figure label="Waiting" value={status.queue} />
        <Figure label="Pictures today" value={status.imagesToday} />
        <div>
          <dt className="text-13 text-soft">One Spark is</dt>
          <dd className="font-display text-24">
            <Amount value={BigInt(status.sparkRate)} unit="sogni" />
          </dd>
        </div>
      </dl>
      <p className="mt-6 text-13 text-soft">
        Block {status.indexedBlock.toLocaleString('en')} of {status.headBlock.toLocaleString('en')} is read;
        the chain’s clock says {formatClock(status.chainTime)}.
      </p>
    </div>
  )
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt className="text-13 text-soft">{label}</dt>
      <dd className="font-display text-34">{value.toLocaleString('en')}</dd>
    </div>
  )
}
