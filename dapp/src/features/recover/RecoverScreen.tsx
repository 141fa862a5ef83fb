import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { recoveryKeys } from '../../queries/recovery.ts'
import { Screen } from '../../ui/Screen.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { BeginRecovery } from './BeginRecovery.tsx'
import { MyRecovery } from './MyRecovery.tsx'
import { RecoverySkeleton } from './RecoveryPage.tsx'

/** The way back for somebody who has no device left: a new passkey, and guardians who let it in. */
export function RecoverScreen() {
  const services = useServices()
  const db = useDevice()
  const queries = useQueryClient()
  const kept = useQuery({
    queryKey: recoveryKeys.kept,
    queryFn: async () => {
      const { readRecovery } = await import('../../wallet/passkey/recovery.ts')
      return (await readRecovery(services, db)) ?? null
    },
  })
  if (kept.data === undefined)
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <RecoverySkeleton />
      </Screen>
    )
  if (kept.data === null) return <BeginRecovery />
  const restart = async () => {
    const { dropRecovery } = await import('../../wallet/passkey/recovery.ts')
    await dropRecovery(services, db)
    queries.setQueryData(recoveryKeys.kept, null)
  }
  return <MyRecovery kept={kept.data} onRestart={() => void restart()} />
}
