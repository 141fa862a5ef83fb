import { useQuery } from '@tanstack/react-query'
import { useServices } from '../../../lib/services.ts'
import { guardiansOptions } from '../../../queries/devices.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../../ui/Skeleton.tsx'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { GuardianForm } from './GuardianForm.tsx'

/** Who can let a new device in when every one is lost. */
export function Guardians({ row }: { row: AccountRow }) {
  const services = useServices()
  const named = useQuery(guardiansOptions(services, row.account))
  if (named.data === undefined) {
    if (named.error !== null)
      return (
        <ErrorNote
          error={named.error}
          title="The guardians could not be read."
          onRetry={() => named.refetch()}
        />
      )
    return (
      <Loading what="guardians">
        <Skeleton className="h-40 w-full" />
      </Loading>
    )
  }
  const { guardians, threshold, delay } = named.data
  // What another device has saved replaces what is being written here: saving it would undo the other.
  return <GuardianForm key={[...guardians, threshold, delay].join()} row={row} named={named.data} />
}
