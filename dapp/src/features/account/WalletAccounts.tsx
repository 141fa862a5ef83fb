import { useMutation, useQuery } from '@tanstack/react-query'
import { useDevice } from '../../lib/device/device.ts'
import { useServices } from '../../lib/services.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { SigningError } from '../../ui/SigningError.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import type { Owner } from '../../wallet/owner.ts'

type Address = `0x${string}`
type WalletOwner = Extract<Owner, { kind: 'wallet' }>

/** Accounts that were exported to the wallet: it signs in to them, and everything they hold can be used here. */
export function WalletAccounts({ owner }: { owner: WalletOwner }) {
  const services = useServices()
  const db = useDevice()
  const { takeAccount } = useOwner()
  const accounts = useQuery({
    queryKey: ['wallet-accounts', owner.address],
    queryFn: async () => {
      const { accountsOf } = await import('../../wallet/passkey/walletLogin.ts')
      return accountsOf(services, owner.address)
    },
  })
  const use = useMutation({
    mutationFn: async (account: Address) => {
      const { openByWallet } = await import('../../wallet/passkey/walletLogin.ts')
      await takeAccount(await openByWallet(services, db, owner.wallet, owner.address, account))
    },
  })
  if (accounts.data === undefined || accounts.data.length === 0) return null
  return (
    <div className="mt-5 border-line border-t pt-4" data-wallet-accounts>
      <p className="text-13 text-soft">This wallet signs for an account, without fees of its own.</p>
      <ul>
        {accounts.data.map((account) => (
          <li key={account} className="flex flex-wrap items-center gap-4 py-2">
            <Code value={account} label="Account" />
            <Button size="small" disabled={use.isPending} onClick={() => use.mutate(account)}>
              {use.isPending ? 'Waiting for your signature' : 'Sign in to it'}
            </Button>
          </li>
        ))}
      </ul>
      <SigningError error={use.error} />
    </div>
  )
}
