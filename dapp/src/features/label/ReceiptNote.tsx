import { Link } from 'react-router'
import type { KeptPicture } from '../../lib/pictures.ts'
import { ReceiptChecks } from '../../lib/receipts/ReceiptChecks.tsx'
import { shorten } from '../../ui/Code.tsx'
import { State } from '../../ui/State.tsx'

/** The receipt in one sentence, and the way to its settlement. */
export function ReceiptNote({ picture }: { picture: KeptPicture }) {
  const { share, record } = picture
  if (share?.receipt === undefined) return null
  return (
    <div className="mt-6 border-line border-t pt-4">
      <State tone="good">Receipt verified</State>
      <p className="mt-1 text-13 text-soft">
        The worker signed that it drew exactly these pixels, from the prompt this browser sealed, in the steps
        that were paid for.
      </p>
      <div className="mt-2 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-13">
        {share.settledTx !== undefined ? (
          <Link to={`/tx/${share.settledTx}`} className="underline underline-offset-4" data-settlement>
            {share.final ? 'Settled for good' : 'Settled'} in {shorten(share.settledTx)}
          </Link>
        ) : (
          <span className="text-soft">
            {share.tabbed ? 'Waiting for the next settlement' : 'Not on the tab yet'}
          </span>
        )}
        <ReceiptChecks record={record} share={share} />
      </div>
    </div>
  )
}
