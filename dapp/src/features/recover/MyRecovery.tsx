import type { RecoveryView } from '@supernet/sdk/schema'
import { isSignable } from '../../queries/recovery.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import type { KeptRecovery } from '../../wallet/passkey/recovery.ts'
import { FinishRecovery } from './FinishRecovery.tsx'
import { Invitation } from './Invitation.tsx'
import { RecoveryPage } from './RecoveryPage.tsx'
import { Restart } from './Restart.tsx'

interface MyRecoveryProps {
  kept: KeptRecovery
  onRestart: () => void
}

/** The page of the person who lost the devices: what to send, and how far it is. It may be closed meanwhile. */
export function MyRecovery({ kept, onRestart }: MyRecoveryProps) {
  const anew = (
    <Button tone="primary" onClick={onRestart}>
      Begin a new one
    </Button>
  )
  return (
    <RecoveryPage
      code={kept.code}
      looker="person"
      title="Your recovery"
      unread={<Restart onRestart={onRestart} />}
      ended={anew}
      about={({ account }) =>
        account !== undefined && (
          <p className="mb-3">
            For the account <Code value={account} label="Account" />
          </p>
        )
      }
    >
      {(view) => (
        <>
          <Doing view={view} kept={kept} />
          {isSignable(view) && <Restart onRestart={onRestart} />}
        </>
      )}
    </RecoveryPage>
  )
}

function Doing({ view, kept }: { view: RecoveryView; kept: KeptRecovery }) {
  if (view.state === 'completed') return <FinishRecovery kept={kept} />
  if (isSignable(view)) return <Invitation kept={kept} />
  return (
    <p className="paper max-w-xl p-5">
      There is nothing left to do for you or your guardians. Close this page, and come back to it in this
      browser when the wait is over.
    </p>
  )
}
