import type { LoginView } from '@supernet/sdk/schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../../../lib/services.ts'
import { formatDate } from '../../../lib/time.ts'
import { loginKeys, loginsOptions } from '../../../queries/login.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { Loading, Skeleton } from '../../../ui/Skeleton.tsx'
import { State } from '../../../ui/State.tsx'
import { deviceNameOf } from './DeviceName.tsx'

/** Browsers that are signed in to the account. Ending one asks its device again; what keeps a device out is revoking it. */
export function Logins({ account }: { account: `0x${string}` }) {
  const services = useServices()
  const queries = useQueryClient()
  const logins = useQuery(loginsOptions(services, account))
  const end = useMutation({
    mutationFn: async (doomed: readonly LoginView[]) => {
      for (const { id } of doomed) await services.relayer.deleteOtherLogin({ params: { id } })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: loginKeys.all }),
  })
  if (logins.data === undefined) {
    if (logins.error !== null)
      return (
        <ErrorNote
          error={logins.error}
          title="Where you are signed in could not be read."
          onRetry={() => logins.refetch()}
        />
      )
    return (
      <Loading what="where you are signed in">
        <Skeleton className="h-16 w-full" />
      </Loading>
    )
  }
  const others = logins.data.filter(({ current }) => !current)
  return (
    <div className="flex flex-col items-start gap-3" data-logins>
      <ul className="w-full">
        {logins.data.map((login) => (
          <LoginItem
            key={login.id}
            login={login}
            isEnding={end.isPending}
            onEnd={() => end.mutate([login])}
          />
        ))}
      </ul>
      {others.length === 0 && <p className="text-13 text-soft">You are signed in nowhere else.</p>}
      {others.length > 1 && (
        <Button disabled={end.isPending} onClick={() => end.mutate(others)}>
          End all others
        </Button>
      )}
      {end.error !== null && <ErrorNote error={end.error} />}
    </div>
  )
}

interface LoginItemProps {
  login: LoginView
  isEnding: boolean
  onEnd: () => void
}

function LoginItem({ login, isEnding, onEnd }: LoginItemProps) {
  const { signer, since, seenAt, current } = login
  const name = deviceNameOf(signer)
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-3"
      data-login={login.id}
    >
      <Mark id={signer.device} />
      <span>{name}</span>
      <span className="text-13 text-soft">
        since {formatDate(since)}, used {formatDate(seenAt)}
      </span>
      <span className="ml-auto">
        {current ? (
          <State tone="good">this browser</State>
        ) : (
          <Button
            tone="quiet"
            size="small"
            disabled={isEnding}
            aria-label={`End the login of ${name}`}
            onClick={onEnd}
          >
            End
          </Button>
        )}
      </span>
    </li>
  )
}
