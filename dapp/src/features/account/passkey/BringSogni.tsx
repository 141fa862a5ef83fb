import { SOGNI_UNIT_WEI } from '@supernet/sdk/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatAmount, parseAmount } from '../../../lib/amounts.ts'
import { useServices } from '../../../lib/services.ts'
import { holderOptions } from '../../../queries/holder.ts'
import { Button } from '../../../ui/Button.tsx'
import { Code } from '../../../ui/Code.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../../../ui/Field.tsx'
import { SigningError } from '../../../ui/SigningError.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import type { WalletDetail } from '../../../wallet/eip6963.ts'
import { useOwner } from '../../../wallet/OwnerProvider.tsx'
import { connectWallet, type Owner } from '../../../wallet/owner.ts'
import { useTx } from '../../../wallet/useTx.ts'
import { WalletButton } from '../../../wallet/WalletButton.tsx'

type Address = `0x${string}`
type AccountOwner = Extract<Owner, { kind: 'passkey' }>
interface Source {
  readonly wallet: WalletDetail
  readonly address: Address
}

/** SOGNI of a wallet comes to this account: the wallet signs once and needs no ether. */
export function BringSogni({ owner }: { owner: AccountOwner }) {
  const { wallets } = useOwner()
  const [isOpen, setOpen] = useState(false)
  const [source, setSource] = useState<Source>()
  const choose = useMutation({
    mutationFn: async (wallet: WalletDetail) => {
      const connected = await connectWallet(wallet, false)
      setSource(connected && { wallet, address: connected.address })
    },
  })
  if (wallets.length === 0) return null
  return (
    <div className="mt-6 flex flex-col items-start gap-3 border-line border-t pt-4" data-bring>
      {source === undefined ? (
        <>
          <p className="text-13 text-soft">
            A wallet signs what it sends to this account, and the network pays the fee. It needs no ether.
          </p>
          {!isOpen && <Button onClick={() => setOpen(true)}>Bring SOGNI from a wallet</Button>}
          {isOpen &&
            wallets.map((wallet) => (
              <WalletButton
                key={wallet.info.uuid}
                wallet={wallet}
                verb="Bring from"
                onClick={() => choose.mutate(wallet)}
              />
            ))}
        </>
      ) : (
        <BringFrom owner={owner} source={source} onBrought={() => setSource(undefined)} />
      )}
      <SigningError error={choose.error} />
    </div>
  )
}

interface BringFromProps {
  owner: AccountOwner
  source: Source
  onBrought: () => void
}

function BringFrom({ owner, source, onBrought }: BringFromProps) {
  const services = useServices()
  const holder = useQuery(holderOptions(services, source.address))
  const [text, setText] = useState('')
  const amount = parseAmount(text, 'sogni')
  const tx = useTx({
    done: 'The SOGNI is in this account.',
    onIndexed: onBrought,
    prepare: async () => ({
      action: async () => {
        const [{ sendSigned }, { isSignedIn, signInAgain }] = await Promise.all([
          import('../../../wallet/signedTransfer.ts'),
          import('../../../wallet/passkey/login.ts'),
        ])
        return sendSigned(services, {
          wallet: source.wallet,
          from: source.address,
          to: owner.row.account,
          amount: (amount ?? 0n) * SOGNI_UNIT_WEI,
          signIn: async () => (await isSignedIn(services, owner.row.account)) || signInAgain(services, owner),
        })
      },
    }),
  })
  if (holder.data === undefined)
    return holder.error === null ? null : (
      <ErrorNote
        error={holder.error}
        title="The wallet could not be read."
        onRetry={() => holder.refetch()}
      />
    )
  const { sogni, signs } = holder.data
  const where = <Code value={source.address} label="Wallet" />
  if (!signs)
    return (
      <p className="text-13 text-soft">
        {where} is a contract and cannot sign this. Send its SOGNI to the address above instead.
      </p>
    )
  const tooMuch = amount !== undefined && amount > sogni
  const isWhole = amount !== undefined && amount > 0n && !tooMuch
  return (
    <>
      <p>
        {where} holds {formatAmount(sogni, 'sogni')}.
      </p>
      <Field
        label="Amount of SOGNI to bring"
        {...(text !== '' && amount === undefined ? { error: 'Type a number, like 20' } : {})}
        {...(tooMuch ? { error: `The wallet holds ${formatAmount(sogni, 'sogni')}` } : {})}
      >
        <TextInput inputMode="decimal" value={text} onValueChange={setText} className={inputStyle} />
      </Field>
      <TxButton
        tone="paper"
        state={tx.state}
        verb={isWhole ? `Bring ${formatAmount(amount, 'sogni')}` : 'Bring SOGNI'}
        {...(isWhole ? {} : { blocked: 'Choose how much' })}
        onPress={() => void tx.press()}
      />
    </>
  )
}
