import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { isOver, isSignable, recoveryOptions } from '../../queries/recovery.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import type { KeptRecovery } from '../../wallet/passkey/recovery.ts'
import { Ended, Held } from './Ended.tsx'
import { FinishRecovery } from './FinishRecovery.tsx'
import { Invitation } from './Invitation.tsx'
import { titleOf } from './progress.ts'
import { Restart } from './Restart.tsx'
import { Steps } from './Steps.tsx'

interface MyRecoveryProps {
  kept: KeptRecovery
  onRestart: () => void
}

/** The page of the person who lost the devices: what to send, and how far it is. It may be closed meanwhile. */
export function MyRecovery({ kept, onRestart }: MyRecoveryProps) {
  const recovery = useQuery(recoveryOptions(useServices(), kept.code))
  const now = useChainNow()
  const view = recovery.data
  if (view === undefined)
    return (
      <Screen title="Your recovery">
        {recovery.error === null ? (
          <Loading what="the recovery">
            <Skeleton className="h-64 w-full max-w-2xl" />
          </Loading>
        ) : (
          <>
            <ErrorNote error={recovery.error} onRetry={() => recovery.refetch()} />
            <Restart onRestart={onRestart} />
          </>
        )}
      </Screen>
    )
  const title = titleOf(view, now, 'person')
  return (
    <Screen title={title}>
      {/* What the page learns by itself is said to who does not see it. */}
      <p role="status" className="sr-only">
        {title}
      </p>
      <div data-my-recovery={view.state}>
        {isOver(view) && view.state !== 'completed' ? (
          <Ended
            progress={view}
            action={
              <Button tone="primary" onClick={onRestart}>
                Begin a new one
              </Button>
            }
          />
        ) : (
          <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
            <div>
              <Held progress={view} />
              {view.state === 'completed' ? (
                <FinishRecovery kept={kept} />
              ) : isSignable(view) ? (
                <Invitation kept={kept} />
              ) : (
                <p className="paper max-w-xl p-5">
                  There is nothing left to do for you or your guardians. Close this page, and come back to it
                  in this browser when the wait is over.
                </p>
              )}
              {isSignable(view) && <Restart onRestart={onRestart} />}
            </div>
            <Section title="How far it is">
              {view.account !== undefined && (
                <p className="mb-3">
                  For the account <Code value={view.account} label="Account" />
                </p>
              )}
              <Steps progress={view} />
            </Section>
          </div>
        )}
      </div>
    </Screen>
  )
}
