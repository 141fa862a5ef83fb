import { toBaseError } from '@supernet/sdk/errors'
import { useMutation } from '@tanstack/react-query'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { passkeysWork } from '../../wallet/passkey/available.ts'

/** A guardian is a wallet or an account of this site: nobody becomes one by making something new. */
export function ChooseGuardian() {
  const services = useServices()
  const db = useDevice()
  const { wallets, connect, takeAccount } = useOwner()
  const choose = useMutation({ mutationFn: (run: () => Promise<unknown>) => run() })
  const signIn = async () => {
    const { signInAnew } = await import('../../wallet/passkey/login.ts')
    await takeAccount(await signInAnew(services, db))
  }
  const declined = choose.error !== null && toBaseError(choose.error).code === 'transaction-rejected'
  return (
    <div className="flex max-w-xl flex-col items-start gap-2">
      {wallets.map((wallet) => (
        <Button
          key={wallet.info.uuid}
          disabled={choose.isPending}
          onClick={() => choose.mutate(() => connect(wallet))}
        >
          <img src={wallet.info.icon} alt="" width={18} height={18} />
          {wallet.info.name}
        </Button>
      ))}
      {passkeysWork() && (
        <Button disabled={choose.isPending} onClick={() => choose.mutate(signIn)}>
          Sign in with a passkey
        </Button>
      )}
      {wallets.length === 0 && <p className="text-13 text-soft">No wallet was found in this browser.</p>}
      {choose.error !== null && !declined && <ErrorNote error={choose.error} />}
    </div>
  )
}
