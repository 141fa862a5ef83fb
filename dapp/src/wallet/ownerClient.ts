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

export type OwnerClient = WalletClient<Transport, Chain, Account>

/** Signs with the demo account's key, or asks the person's wallet to. */
export function ownerClient(owner: Owner, { network }: Services): OwnerClient {
  const chain = chainOf(network)
  return owner.kind === 'demo'
    ? createWalletClient({ account: owner.account, chain, transport: http(network.rpcUrl) })
    : createWalletClient({ account: owner.address, chain, transport: custom(owner.wallet.provider) })
}
