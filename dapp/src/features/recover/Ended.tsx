import type { ReactNode } from 'react'
import { describeCode } from '../../lib/errorText.ts'
import { formatDate } from '../../lib/time.ts'
import type { Progress } from './progress.ts'

/** Why a recovery was stopped, and what may be done. */
export function Ended({ progress, action }: { progress: Progress; action?: ReactNode }) {
  return (
    <div className="paper max-w-xl border-l-2 border-l-bad p-5" role="status" data-ended={progress.state}>
      <Why progress={progress} />
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  )
}

function Why({ progress: { state, expiresAt, reason } }: { progress: Progress }) {
  if (state === 'cancelled')
    return (
      <p>
        Somebody with a device of the account, or a change of its guardians, took it back. Nothing of the
        account was changed. Who still has a device needs no recovery: a new one is added under Devices.
      </p>
    )
  if (state === 'expired')
    return <p>It counted until {formatDate(expiresAt)}. Nothing of the account was changed.</p>
  const text = describeCode(reason ?? 'recovery-refused')
  return (
    <>
      <p>
        {text.happened} {text.todo}
      </p>
      <code className="font-mono text-12 text-soft">{text.code}</code>
    </>
  )
}

/** What a recovery that goes on waits for. */
export function Held({ progress: { state, reason } }: { progress: Progress }) {
  if (reason === undefined || (state !== 'sending' && state !== 'ready')) return null
  const text = describeCode(reason)
  return (
    <div role="status" className="paper mb-5 max-w-xl border-l-2 border-l-warn p-4" data-held>
      <p>{text.happened}</p>
      <p className="mt-1 text-soft">{text.todo}</p>
      <code className="font-mono text-12 text-soft">{text.code}</code>
    </div>
  )
}
