import type { ErrorText } from '../../lib/errorText.ts'

/** Why nothing is sold now: a state of the sale, not a failure of the page. */
export function StopNote({ stop }: { stop: ErrorText }) {
  return (
    <div role="status" className="paper border-l-2 border-l-warn p-4">
      <p className="font-medium">{stop.happened}</p>
      <p className="mt-1 text-soft">
        {stop.cost} {stop.todo}
      </p>
      <code className="mt-2 block font-mono text-12 text-soft">{stop.code}</code>
    </div>
  )
}
