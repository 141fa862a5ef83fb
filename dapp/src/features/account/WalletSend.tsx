import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../../lib/services.ts'
import { holderOptions } from '../../queries/holder.ts'
import { loginKeys, signedInOptions } from '../../queries/login.ts'
import { Section } from '../../ui/Screen.tsx'
import type { Owner } from '../../wallet/owner.ts'
import { SendSogni } from './passkey/SendSogni.tsx'

type WalletOwner = Extract<Owner, { kind: 'wallet' }>

/** A wallet sends SOGNI without ether: it signs in once and signs the transfer, the relayer pays. Contracts cannot. */
export function WalletSend({ owner }: { owner: WalletOwner }) {
  const services = useServices()
  const queries = useQueryClient()
  const { address, wallet } = owner
  const signs = useQuery(holderOptions(services, address)).data?.signs
  const isIn = useQuery(signedInOptions(services, address)).data
  if (signs !== true) return null
  const signIn = async () => {
    const [{ isSignedIn }, { signInByWallet }] = await Promise.all([
      import('../../wallet/passkey/login.ts'),
      import('../../wallet/passkey/walletLogin.ts'),
    ])
    if (await isSignedIn(services, address)) return
    await signInByWallet(services, wallet, address)
    await queries.invalidateQueries({ queryKey: loginKeys.all })
  }
  return (
    <Section
      title="Send SOGNI"
      note="The wallet signs in and signs what it sends; the network pays the fee. It needs no ether."
    >
      <SendSogni
        account={address}
        isSignedIn={isIn === true}
        send={async ({ to, amount }) => {
          const { sendSigned } = await import('../../wallet/signedTransfer.ts')
          return sendSigned(services, { wallet, from: address, to, amount, signIn })
        }}
      />
    </Section>
  )
}
