import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useServices } from '../lib/services.ts'
import { Button, buttonStyle } from '../ui/Button.tsx'
import { SigningError } from '../ui/SigningError.tsx'
import { visitFaucet } from './faucet.ts'
import { useOwner } from './OwnerProvider.tsx'
import { passkeysWork } from './passkey/available.ts'
import { ContinueWithPasskey } from './passkey/ContinueWithPasskey.tsx'
import { LinkThisDevice } from './passkey/LinkThisDevice.tsx'
import { WalletButton } from './WalletButton.tsx'

/** Who pays: an account by passkey, a wallet that announced itself, or a demo account. None is picked for you. */
export function ChooseOwner() {
  const { faucetUrl } = useServices().network
  const { wallets, connect, useDemo: startDemo } = useOwner()
  const choose = useMutation({ mutationFn: (run: () => Promise<unknown>) => run() })
  const [linking, setLinking] = useState(() => new URLSearchParams(window.location.search).has('join'))
  return (
    <div>
      {passkeysWork() && (
        <div className="mb-5 border-line border-b pb-5">
          <ContinueWithPasskey />
          {linking ? (
            <div className="mt-4">
              <LinkThisDevice />
            </div>
          ) : (
            <Button tone="quiet" size="small" onClick={() => setLinking(true)}>
              Add this device to my account
            </Button>
          )}
          <p>
            <Link to="/recover" className={buttonStyle({ tone: 'quiet', size: 'small' })}>
              I lost all my devices
            </Link>
          </p>
        </div>
      )}
      <ul className="flex flex-col gap-2">
        {faucetUrl !== undefined && (
          <li>
            <Button
              className="w-full justify-start! whitespace-normal! py-2 text-left"
              disabled={choose.isPending}
              onClick={() => choose.mutate(() => startDemo((address) => visitFaucet(faucetUrl, address)))}
            >
              {choose.isPending
                ? 'Making an account and buying it Spark'
                : 'Demo account, made in this browser'}
            </Button>
          </li>
        )}
        {wallets.map((wallet) => (
          <li key={wallet.info.uuid}>
            <WalletButton
              wallet={wallet}
              className="w-full justify-start!"
              onClick={() => choose.mutate(() => connect(wallet))}
            />
          </li>
        ))}
      </ul>
      <p className="mt-3 text-13 text-soft">
        {wallets.length === 0 && 'No wallet was found in this browser. '}
        Connecting shows your address to this page. It spends nothing.
      </p>
      <SigningError error={choose.error} />
    </div>
  )
}
