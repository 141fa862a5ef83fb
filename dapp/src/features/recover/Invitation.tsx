import { chunk } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { copyText } from '../../ui/copyText.ts'
import type { KeptRecovery } from '../../wallet/passkey/recovery.ts'
import { KeyGroups } from './KeyGroups.tsx'

/** What goes to the guardians: a link by any way, and the key by voice. */
export function Invitation({ kept: { code, key } }: { kept: KeptRecovery }) {
  const link = `${window.location.origin}/recover/${code}`
  const share = () => navigator.share({ url: link, text: 'Let me back into my Supernet account' })
  return (
    <div className="paper flex max-w-xl flex-col gap-5 p-5" data-code={code}>
      <div>
        <p>Send this link to your guardians.</p>
        <p className="mt-1 font-mono text-13 wrap-anywhere">{link}</p>
        <p className="mt-1 text-13 text-soft">
          Or tell them to open {window.location.host}/recover and to type the code{' '}
          <span className="whitespace-nowrap font-mono text-ink">{chunk(code, 4).join('-')}</span>.
        </p>
        <div className="mt-3 flex flex-wrap gap-3">
          <Button tone="primary" onClick={() => void copyText(link, 'Link')}>
            Copy the link
          </Button>
          {'share' in navigator && (
            // Closing the sheet of the device is no failure.
            <Button onClick={() => void share().catch(() => undefined)}>Send it</Button>
          )}
        </div>
      </div>
      <div className="border-line border-t pt-4">
        <p>Read the key of this device to them by phone.</p>
        <KeyGroups of={key} className="mt-1 inline-block text-18" />
        <p className="mt-1 text-13 text-soft">
          They are asked for its end. Do not send it with the link: whoever could change one could change
          both.
        </p>
      </div>
    </div>
  )
}
