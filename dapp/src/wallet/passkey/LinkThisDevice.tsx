import type { LinkView } from '@supernet/sdk/schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { formatClock } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { SigningError } from '../../ui/SigningError.tsx'
import { useOwner } from '../OwnerProvider.tsx'

/** "ABCD-EFGH": read aloud and typed at another device. */
const spoken = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`

/** The side of a new device: makes a passkey, shows a code, and signs in once the account has added it. */
export function LinkThisDevice() {
  const services = useServices()
  const db = useDevice()
  const queries = useQueryClient()
  const { takeAccount } = useOwner()
  const kept = useQuery({
    queryKey: ['link'],
    queryFn: async () => {
      const { readLink } = await import('./links.ts')
      return (await readLink(services, db)) ?? null
    },
  })
  const open = useMutation({
    mutationFn: async () => {
      const { openLink } = await import('./links.ts')
      return openLink(services, db)
    },
    onSuccess: (link) => queries.setQueryData(['link'], link),
  })
  const finish = useMutation({
    mutationFn: async (link: LinkView) => {
      const { finishLink } = await import('./links.ts')
      await takeAccount(await finishLink(services, db, link))
    },
  })
  const waiting = kept.data ?? undefined
  const link = useQuery({
    queryKey: ['link', waiting?.code],
    enabled: waiting !== undefined,
    queryFn: () => services.relayer.getLink({ params: { code: waiting?.code ?? '' } }),
    refetchInterval: ({ state }) => (state.data?.state === 'added' ? false : 2_000),
  })
  const restart = async () => {
    const { dropLink } = await import('./links.ts')
    await dropLink(services, db)
    queries.setQueryData(['link'], null)
  }
  const failed = open.error ?? finish.error
  return (
    <div className="paper flex flex-col items-start gap-3 p-5" data-link={link.data?.state}>
      {waiting === undefined ? (
        <>
          <p>This device gets a passkey of its own, and a code for a device that is signed in already.</p>
          <Button tone="primary" disabled={open.isPending} onClick={() => open.mutate()}>
            {open.isPending ? 'Follow your device' : 'Make a passkey for this device'}
          </Button>
        </>
      ) : link.data?.state === 'added' ? (
        <>
          <p>The account has added this device.</p>
          <Button tone="primary" disabled={finish.isPending} onClick={() => finish.mutate(waiting)}>
            {finish.isPending ? 'Follow your device' : 'Sign in on this device'}
          </Button>
        </>
      ) : (
        <>
          <p>On a device that is signed in, open Account and type</p>
          <p className="font-mono text-34" data-code={waiting.code}>
            {spoken(waiting.code)}
          </p>
          <p className="text-13 text-soft">
            The code ends at {formatClock(waiting.expiresAt)}. Compare the key{' '}
            <Code value={waiting.signer.device} label="Key" /> there before you add it.
          </p>
          <p role="status">
            {link.data?.state === 'claimed' ? 'The other device has found this one.' : 'Waiting for it.'}
          </p>
          <Button tone="quiet" size="small" onClick={() => void restart()}>
            Start again with another code
          </Button>
        </>
      )}
      <SigningError error={failed} />
      {link.error !== null && (
        <ErrorNote error={link.error} onRetry={() => void restart()} retryLabel="Get another code" />
      )}
    </div>
  )
}
