import type { RecoveryView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { useServices } from '../../lib/services.ts'
import { isOver, isSignable, recoveryOptions } from '../../queries/recovery.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { buttonStyle } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { ChooseGuardian } from './ChooseGuardian.tsx'
import { Ended, Held } from './Ended.tsx'
import { GuardianPart } from './GuardianPart.tsx'
import { titleOf } from './progress.ts'
import { Steps } from './Steps.tsx'

/** What a guardian opens: who asks, what signing does, and how far it is. */
export function GuardianScreen() {
  const { code = '' } = useParams()
  const recovery = useQuery(recoveryOptions(useServices(), code))
  const now = useChainNow()
  const view = recovery.data
  if (view === undefined)
    return (
      <Screen title="A recovery">
        {recovery.error === null ? (
          <Loading what="the recovery">
            <Skeleton className="h-64 w-full max-w-2xl" />
          </Loading>
        ) : (
          <>
            <ErrorNote error={recovery.error} onRetry={() => recovery.refetch()} />
            <p className="mt-4">
              <Link to="/recover" className={buttonStyle({ tone: 'quiet', size: 'small' })}>
                Type another code
              </Link>
            </p>
          </>
        )}
      </Screen>
    )
  const title = titleOf(view, now, 'guardian')
  return (
    <Screen title={title}>
      {/* What the page learns by itself is said to who does not see it. */}
      <p role="status" className="sr-only">
        {title}
      </p>
      <div data-guardian-page={view.state}>
        {isOver(view) && view.state !== 'completed' ? (
          <Ended progress={view} />
        ) : (
          <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
            <div>
              <Held progress={view} />
              <Doing view={view} />
            </div>
            <Section title="How far it is">
              <Steps progress={view} />
            </Section>
          </div>
        )}
      </div>
    </Screen>
  )
}

/** As long as guardians can sign: what this one can do. Afterwards: that there is nothing to do. */
function Doing({ view }: { view: RecoveryView }) {
  const { owner } = useOwner()
  if (!isSignable(view))
    return (
      <p className="max-w-xl">
        {view.state === 'completed'
          ? 'Guardians have no more to do with it.'
          : 'There is nothing left to do for guardians. It goes on by itself.'}
      </p>
    )
  if (owner === undefined)
    return (
      <Section
        title="Who are you?"
        note="The account named a wallet or an account of this site as its guardian."
      >
        <ChooseGuardian />
      </Section>
    )
  return <GuardianPart view={view} owner={owner} />
}
