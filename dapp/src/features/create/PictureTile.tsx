import { useQuery } from '@tanstack/react-query'
import { cx } from 'class-variance-authority'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { useDevice } from '../../lib/device/device.ts'
import { describeCode } from '../../lib/errorText.ts'
import { isMoving, type Tile, tileWords } from '../../lib/studio/tiles.ts'
import { pictureOptions, pngBlob } from '../../queries/device.ts'
import { Button } from '../../ui/Button.tsx'
import { Hairline } from '../../ui/Hairline.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Picture } from '../../ui/Picture.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { State } from '../../ui/State.tsx'

interface PictureTileProps {
  tile: Tile
  prompt: string
  width: number
  height: number
  rating: 'good' | 'bad' | undefined
  onStop: () => void
  onRate: (rating: 'good' | 'bad') => void
}

/** A place on the wall: the frame is there at once, the picture develops in it, the slip under it fills in. */
export function PictureTile({ tile, prompt, width, height, rating, onStop, onRate }: PictureTileProps) {
  const db = useDevice()
  const stored = useQuery({
    ...pictureOptions(db, tile.jobId, tile.image),
    enabled: tile.phase === 'delivered',
  })
  const preview = useMemo(() => tile.preview && pngBlob(tile.preview), [tile.preview])
  const shown = stored.data ?? preview
  const to = `/picture/${tile.jobId}-${tile.image}`
  const frame = (
    <div className="grid border border-line bg-paper" style={{ aspectRatio: `${width} / ${height}` }}>
      {shown && (
        <Picture
          blob={shown}
          alt={stored.data ? prompt : `Preview of ${prompt} at step ${tile.step}`}
          width={width}
          height={height}
          className={cx('size-full! animate-fade border-0', tile.phase === 'stopped' && 'opacity-50')}
        />
      )}
    </div>
  )
  return (
    <figure className="animate-slip" data-tile={tile.image} data-phase={tile.phase}>
      {tile.phase === 'delivered' ? (
        <Link
          to={to}
          data-picture
          aria-label={`Label of picture ${tile.image + 1}: ${prompt}`}
          className="block"
        >
          {frame}
        </Link>
      ) : (
        frame
      )}
      <Slip className="-mt-px h-16 px-2.5 pt-3 pb-1.5 text-13">
        <div className="-mt-1 mb-1 h-0.5">
          {isMoving(tile) && <Hairline label={`Picture ${tile.image + 1}`} value={progressOf(tile)} />}
        </div>
        <figcaption className="truncate">
          <Words tile={tile} />
        </figcaption>
        <div className="flex h-6 items-center justify-between text-soft">
          {tile.share ? <Mark id={tile.share.workerId} size={16} /> : <span />}
          {isMoving(tile) && tile.phase !== 'stopping' && tile.share !== undefined && (
            <Button
              tone="quiet"
              size="small"
              onClick={onStop}
              className="min-h-6!"
              title="Stops what this worker draws of the request"
            >
              Stop
            </Button>
          )}
          {tile.phase === 'delivered' && <Rating rating={rating} onRate={onRate} />}
        </div>
      </Slip>
    </figure>
  )
}

/** Only while the model loads is the length of the wait unknown; a place in a queue stands still. */
function progressOf({ phase, step, of }: Tile): number | undefined {
  if (phase === 'loading') return undefined
  return of === 0 ? 0 : phase === 'decoding' || phase === 'sealing' || phase === 'opening' ? 1 : step / of
}

function Words({ tile }: { tile: Tile }) {
  if (tile.phase === 'delivered') return <State tone="good">Delivered</State>
  if (tile.phase === 'stopped') return <State tone="plain">{tileWords(tile)}</State>
  if (tile.phase === 'failed') {
    const { happened } = describeCode(tile.code ?? 'internal')
    return (
      <span title={happened}>
        <State tone="bad">{happened}</State>
      </span>
    )
  }
  return tileWords(tile)
}

function Rating({ rating, onRate }: Pick<PictureTileProps, 'rating' | 'onRate'>) {
  const verdicts = [
    ['good', ThumbsUp, 'Good picture'],
    ['bad', ThumbsDown, 'Bad picture'],
  ] as const
  return (
    <span className="flex">
      {verdicts.map(([verdict, Icon, label]) => (
        <button
          key={verdict}
          type="button"
          aria-label={label}
          aria-pressed={rating === verdict}
          onClick={() => onRate(verdict)}
          className="grid size-7 place-items-center hover:text-ink aria-pressed:text-ink"
        >
          <Icon
            size={15}
            strokeWidth={1.75}
            fill={rating === verdict ? 'currentColor' : 'none'}
            aria-hidden="true"
          />
        </button>
      ))}
    </span>
  )
}
