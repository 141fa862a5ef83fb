import { useMutation } from '@tanstack/react-query'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { Button } from '../../ui/Button.tsx'
import { SigningError } from '../../ui/SigningError.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { passkeysWork } from '../../wallet/passkey/available.ts'
import { WalletButton } from '../../wallet/WalletButton.tsx'

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
  return (
    <div className="flex max-w-xl flex-col items-start gap-2">
      {wallets.map((wallet) => (
        <WalletButton
          key={wallet.info.uuid}
          wallet={wallet}
          disabled={choose.isPending}
          onClick={() => choose.mutate(() => connect(wallet))}
        />
      ))}
      {passkeysWork() && (
        <Button disabled={choose.isPending} onClick={() => choose.mutate(signIn)}>
          Sign in with a passkey
        </Button>
      )}
      {wallets.length === 0 && <p className="text-13 text-soft">No wallet was found in this browser.</p>}
      <SigningError error={choose.error} />
    </div>
  )
}
