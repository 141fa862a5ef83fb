import type { JobRecord } from '@supernet/sdk/client'
import type { JobId } from '@supernet/sdk/schema'
import { useMutation } from '@tanstack/react-query'
import { memo } from 'react'
import { toast } from 'sonner'
import { describeCode, describeError } from '../../lib/errorText.ts'
import type { Engine } from '../../lib/studio/engine.ts'
import { moneyOf } from '../../lib/studio/money.ts'
import { useEngine, useLive } from '../../lib/studio/StudioProvider.tsx'
import { isMoving, tilesOf } from '../../lib/studio/tiles.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { PictureTile } from './PictureTile.tsx'
import { ratingOf } from './rating.ts'
import { tileWidth } from './tileWidth.ts'

interface JobRowProps {
  record: JobRecord
  onReuse: (record: JobRecord) => void
}

/** One request on the wall: its prompt, its money, its pictures. */
export const JobRow = memo(function JobRow({ record, onReuse }: JobRowProps) {
  const engine = useEngine()
  const { order, body, jobId } = record
  const tiles = tilesOf(record, useLive(jobId))
  const moving = tiles.some(isMoving)
  const stop = useMutation({
    mutationFn: async (seqs: readonly number[] | undefined) => engine?.studio.cancel(jobId, seqs),
    onError: (error) => toast.error(describeError(error).happened),
  })
  const money = moneyOf(record)
  const delivered = tiles.filter((tile) => tile.phase === 'delivered').length
  return (
    <article aria-label={body.prompt} data-job={jobId}>
      <header className="mb-4 flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <h2 className="min-w-0 text-24 italic">{body.prompt}</h2>
        <p className="text-13 text-soft">
          {moving ? `${delivered} of ${order.count} · reserved ` : 'Charged '}
          <Amount value={moving ? money.reserved : money.charged} unit={money.unit} />
          {!moving && money.released > 0n && (
            <>
              , released <Amount value={money.released} unit={money.unit} />
            </>
          )}
        </p>
        <div className="ml-auto flex gap-5">
          {moving && !record.cancelled && (
            <Button
              tone="quiet"
              size="small"
              disabled={stop.isPending}
              onClick={() => stop.mutate(undefined)}
            >
              {stop.isPending ? 'Stopping' : order.count === 1 ? 'Stop' : `Stop all ${order.count}`}
            </Button>
          )}
          <Button tone="quiet" size="small" onClick={() => onReuse(record)}>
            Reuse settings
          </Button>
        </div>
      </header>
      {record.failed !== undefined && delivered < order.count && <Failure code={record.failed} />}
      <div className="flex flex-wrap gap-4">
        {tiles.map((tile) => (
          <div key={tile.image} style={{ width: tileWidth(order) }}>
            <PictureTile
              tile={tile}
              prompt={body.prompt}
              width={order.width}
              height={order.height}
              rating={ratingOf(record, tile)}
              onStop={() => tile.share && stop.mutate([tile.share.seq])}
              onRate={(rating) => engine && rate(engine, jobId, tile.image, rating)}
            />
          </div>
        ))}
      </div>
    </article>
  )
})

function Failure({ code }: { code: string }) {
  const text = describeCode(code)
  return (
    <p role="alert" className="mb-4 max-w-2xl text-bad">
      {text.happened} <span className="text-soft">{`${text.cost} ${text.todo}`}</span>{' '}
      <code className="font-mono text-12 text-soft">{text.code}</code>
    </p>
  )
}

async function rate(engine: Engine, jobId: JobId, image: number, rating: 'good' | 'bad'): Promise<void> {
  try {
    if (await engine.rate(jobId, image, rating)) return
    toast('This picture was paid for before: the rating is not counted.')
  } catch (error) {
    toast.error(describeError(error).happened)
  }
}
