import type { JobRecord } from '@supernet/sdk/client'
import { useDeferredValue } from 'react'
import { Link } from 'react-router'
import { usePending } from '../../lib/studio/StudioProvider.tsx'
import { isMoving, tilesOf } from '../../lib/studio/tiles.ts'
import { JobRow } from './JobRow.tsx'
import { PendingRow } from './PendingRow.tsx'

const SHOWN = 12

interface WallProps {
  /** Jobs of this network, the newest first. */
  records: readonly JobRecord[]
  onReuse: (record: JobRecord) => void
}

/** The newest requests; the rest hangs in the gallery. */
export function Wall({ records, onReuse }: WallProps) {
  const known = new Set(records.map(({ jobId }) => jobId))
  const pending = usePending().filter(({ jobId }) => jobId === undefined || !known.has(jobId))
  return (
    <div className="flex flex-col gap-10">
      <h1 className="sr-only">Your wall</h1>
      <Progress records={records} />
      {pending.map((request) => (
        <PendingRow key={request.id} pending={request} />
      ))}
      {records.slice(0, SHOWN).map((record) => (
        <JobRow key={record.jobId} record={record} onReuse={onReuse} />
      ))}
      {records.length > SHOWN && (
        <p>
          <Link
            to="/gallery"
            className="underline decoration-line underline-offset-4 hover:decoration-action"
          >
            Older pictures hang in the gallery
          </Link>
        </p>
      )}
    </div>
  )
}

/** Progress of all that moves, once for the tab's title and once, politely, for those who listen. */
function Progress({ records }: { records: readonly JobRecord[] }) {
  const tiles = records.flatMap((record) => {
    const all = tilesOf(record)
    return all.some(isMoving) ? all : []
  })
  const delivered = tiles.filter(({ phase }) => phase === 'delivered').length
  const said = useDeferredValue(
    tiles.length === 0 ? '' : `${delivered} of ${tiles.length} pictures delivered`,
  )
  return (
    <>
      <title>{tiles.length === 0 ? 'Supernet' : `${delivered}/${tiles.length} · Supernet`}</title>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </>
  )
}
