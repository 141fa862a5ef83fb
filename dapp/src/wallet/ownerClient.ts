import type { AccountProvider } from '@supernet/sdk/accounts'
import { OPERATIONS } from '@supernet/sdk/actions'
import {
  type Account,
  type Chain,
  createWalletClient,
  custom,
  http,
  type Transport,
  type WalletClient,
} from 'viem'
import { chainOf } from '../lib/chain.ts'
import type { Services } from '../lib/services.ts'
import type { Owner } from './owner.ts'
import type { AccountOwnerParts } from './passkey/walletLogin.ts'

export type OwnerClient = WalletClient<Transport, Chain, Account>

/** A passkey account as a wallet of the page; its code is fetched at the first request. */
function accountTransport(services: Services, owner: AccountOwnerParts) {
  let opening: Promise<AccountProvider> | undefined
  const open = async () => {
    const { personProvider } = await import('./passkey/openAccount.ts')
    return personProvider(services, owner)
  }
  return custom(
    {
      async request(request) {
        opening ??= open()
        return (await opening).request(request as never)
      },
    },
    // A second attempt would be a second prompt.
    { retryCount: 0, key: OPERATIONS },
  )
}

/** Signs with the demo account's key, or asks the person's passkey or wallet to. */
export function ownerClient(owner: Owner, services: Services): OwnerClient {
  const { network } = services
  const chain = chainOf(network)
  if (owner.kind === 'demo')
    return createWalletClient({ account: owner.account, chain, transport: http(network.rpcUrl) })
  const transport =
    owner.kind === 'passkey' ? accountTransport(services, owner) : custom(owner.wallet.provider)
  return createWalletClient({ account: owner.address, chain, transport })
}
