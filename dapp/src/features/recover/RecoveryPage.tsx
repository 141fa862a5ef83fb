import type { RecoveryView } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useServices } from '../../lib/services.ts'
import { isOver, recoveryOptions } from '../../queries/recovery.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { Ended, Held } from './Ended.tsx'
import { type Looker, titleOf } from './progress.ts'
import { Steps } from './Steps.tsx'

interface RecoveryPageProps {
  code: string
  looker: Looker
  /** Until it is read. */
  title: string
  /** What else may be done where it cannot be read. */
  unread: ReactNode
  /** What may be done after it was stopped. */
  ended?: ReactNode
  /** Above the steps. */
  about?: (view: RecoveryView) => ReactNode
  /** What the looker can do for it. */
  children: (view: RecoveryView) => ReactNode
}

/** A recovery as both sides see it: what it waits for, beside how far it is. */
export function RecoveryPage({
  code,
  looker,
  title: unknown,
  unread,
  ended,
  about,
  children,
}: RecoveryPageProps) {
  const recovery = useQuery(recoveryOptions(useServices(), code))
  const now = useChainNow()
  const view = recovery.data
  if (view === undefined)
    return (
      <Screen title={unknown}>
        {recovery.error === null ? (
          <RecoverySkeleton />
        ) : (
          <>
            <ErrorNote error={recovery.error} onRetry={() => recovery.refetch()} />
            {unread}
          </>
        )}
      </Screen>
    )
  const title = titleOf(view, now, looker)
  return (
    <Screen title={title}>
      {/* What the page learns by itself is said to who does not see it. */}
      <p role="status" className="sr-only">
        {title}
      </p>
      <div data-recovery-state={view.state}>
        {isOver(view) && view.state !== 'completed' ? (
          <Ended progress={view} action={ended} />
        ) : (
          <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
            <div>
              <Held progress={view} />
              {children(view)}
            </div>
            <Section title="How far it is">
              {about?.(view)}
              <Steps progress={view} />
            </Section>
          </div>
        )}
      </div>
    </Screen>
  )
}

export function RecoverySkeleton() {
  return (
    <Loading what="the recovery">
      <Skeleton className="h-64 w-full max-w-2xl" />
    </Loading>
  )
}
