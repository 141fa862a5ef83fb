import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useServices } from '../../../lib/services.ts'
import { Code } from '../../../ui/Code.tsx'
import { SigningError } from '../../../ui/SigningError.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { WalletDetail } from '../../../wallet/eip6963.ts'
import { useOwner } from '../../../wallet/OwnerProvider.tsx'
import { connectWallet } from '../../../wallet/owner.ts'
import type { AccountRow } from '../../../wallet/passkey/accountRow.ts'
import { WalletButton } from '../../../wallet/WalletButton.tsx'
import { useCalls } from './useCalls.ts'

/** The way out: a wallet that the person holds becomes a device of the account, with all its rights. */
export function ExportToWallet({ row }: { row: AccountRow }) {
  const services = useServices()
  const { wallets } = useOwner()
  const [wallet, setWallet] = useState<`0x${string}`>()
  const choose = useMutation({
    mutationFn: async (detail: WalletDetail) => setWallet((await connectWallet(detail, false))?.address),
  })
  const tx = useCalls({
    done: 'The wallet holds the account now, as your devices do.',
    onIndexed: () => setWallet(undefined),
    prepare: async () => {
      if (wallet === undefined) throw new Error('Pressed without a wallet')
      const { addingDevice } = await import('../../../wallet/passkey/manage.ts')
      return addingDevice(await services.chain(), services.network.contracts, row.account, wallet)
    },
  })
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-13 text-soft">
        The wallet may then do everything that this account may, also without this site: it signs operations
        of the account for any bundler. Your passkeys stay.
      </p>
      {wallet === undefined ? (
        <>
          {wallets.length === 0 && <p>No wallet was found in this browser.</p>}
          {wallets.map((detail) => (
            <WalletButton key={detail.info.uuid} wallet={detail} onClick={() => choose.mutate(detail)} />
          ))}
          <SigningError error={choose.error} />
        </>
      ) : (
        <>
          <p>
            <Code value={wallet} label="Wallet" /> becomes a holder of this account.
          </p>
          <TxButton
            tone="paper"
            state={tx.state}
            verb={`Add the wallet that ends in ${wallet.slice(-4)}`}
            onPress={() => void tx.press()}
          />
        </>
      )}
    </div>
  )
}
