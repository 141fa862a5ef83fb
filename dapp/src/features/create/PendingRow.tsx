import { useEngine } from '../../lib/studio/StudioProvider.tsx'
import type { Pending } from '../../lib/studio/studio.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Hairline } from '../../ui/Hairline.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { tileWidth } from './tileWidth.ts'

/** A request that no worker has answered yet: its frames hang already. */
export function PendingRow({ pending }: { pending: Pending }) {
  const engine = useEngine()
  const { request, error, id } = pending
  const { order, body } = request
  const retry = () => {
    engine?.studio.dismiss(id)
    void engine?.studio.start(request)
  }
  return (
    <article aria-label={body.prompt}>
      <h2 className="mb-4 text-24 italic">{body.prompt}</h2>
      {error !== undefined ? (
        <ErrorNote error={error} onRetry={retry} />
      ) : (
        <div className="flex flex-wrap gap-4">
          {Array.from({ length: order.count }, (_, image) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture's index is its identity
            <figure key={image} style={{ width: tileWidth(order) }} className="animate-slip">
              <div
                className="border border-line bg-paper"
                style={{ aspectRatio: `${order.width} / ${order.height}` }}
              />
              <Slip className="-mt-px h-16 px-2.5 pt-3 pb-1.5 text-13">
                <div className="-mt-1 mb-1 h-0.5">
                  <Hairline label={`Picture ${image + 1}`} value={image === 0 ? undefined : 0} />
                </div>
                <figcaption className="truncate">Finding a worker</figcaption>
              </Slip>
            </figure>
          ))}
        </div>
      )}
    </article>
  )
}
