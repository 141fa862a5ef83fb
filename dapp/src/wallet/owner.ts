import { toBaseError } from '@supernet/sdk/errors'
import { Address } from '@supernet/sdk/schema'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Services } from '../lib/services.ts'
import type { WalletDetail } from './eip6963.ts'
import type { AccountRow } from './passkey/accountRow.ts'

/** Who owns the money: an account of a passkey, a wallet of the person, or the demo account of the local network. */
export type Owner =
  | {
      readonly kind: 'passkey'
      readonly address: `0x${string}`
      readonly row: AccountRow
      /** Where it is a wallet that signs for the account. */
      readonly wallet?: WalletDetail
    }
  | { readonly kind: 'demo'; readonly address: `0x${string}`; readonly account: PrivateKeyAccount }
  | { readonly kind: 'wallet'; readonly address: `0x${string}`; readonly wallet: WalletDetail }

/** What is remembered between visits; never a key. */
export type OwnerChoice = { kind: 'passkey' } | { kind: 'demo' } | { kind: 'wallet'; rdns: string }

/** Asks a wallet for its account. With `silent` it only answers what was allowed before, without a popup. */
export async function connectWallet(wallet: WalletDetail, silent: boolean): Promise<Owner | undefined> {
  const method = silent ? 'eth_accounts' : 'eth_requestAccounts'
  const [address] = await wallet.provider.request({ method }).catch((error: unknown) => {
    throw toBaseError(error)
  })
  return address === undefined ? undefined : { kind: 'wallet', address: Address.parse(address), wallet }
}

/** What the person calls it: a wallet by its own name. */
export function ownerName(owner: Owner): string {
  if (owner.kind === 'wallet') return owner.wallet.info.name
  return owner.kind === 'demo' ? 'Demo account' : 'Your account'
}

/** Whether a wallet is on this network; accounts of the page always are. */
export async function isOnChain(owner: Owner, { network }: Services): Promise<boolean> {
  if (owner.kind !== 'wallet') return true
  const chainId = await owner.wallet.provider.request({ method: 'eth_chainId' })
  return Number(chainId) === network.chainId
}

/** Switches the wallet to this network, and tells it about the network first where it does not know it. */
export async function switchChain(owner: Owner, { network }: Services): Promise<void> {
  if (owner.kind !== 'wallet') return
  const { provider } = owner.wallet
  const { chainOf } = await import('../lib/chain.ts')
  const chain = chainOf(network)
  const chainId: `0x${string}` = `0x${chain.id.toString(16)}`
  try {
    await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] })
  } catch (error) {
    const UNKNOWN_CHAIN = 4902
    if ((error as { code?: number }).code !== UNKNOWN_CHAIN) throw toBaseError(error)
    await provider.request({
      method: 'wallet_addEthereumChain',
      params: [
        {
          chainId,
          chainName: chain.name,
          nativeCurrency: chain.nativeCurrency,
          rpcUrls: chain.rpcUrls.default.http,
        },
      ],
    })
  }
}
