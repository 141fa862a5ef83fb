import { accountFactoryAbi } from '@supernet/sdk/abi'
import { isAccountCode } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import type { Common } from '../common.ts'

/** More than is asked for in a day; then it starts anew. */
const MOST_KNOWN = 100_000

/** Code of ours, no code yet, or any other. */
export type AccountKind = 'ours' | 'none' | 'foreign'

/**
 * Tells accounts of our code from wallets, delegated or not, and from other contracts, which may do anything with the
 * operations that a sponsor has measured. The code of an account never changes, nor what its factory makes.
 */
export function createAccountKind({ chain, network }: Pick<Common, 'chain' | 'network'>) {
  const known = new Set<Address>()
  let implementation: Address | undefined
  const readImplementation = () =>
    chain.readContract({
      address: network.contracts.accountFactory,
      abi: accountFactoryAbi,
      functionName: 'implementation',
    })

  return async (account: Address): Promise<AccountKind> => {
    if (known.has(account)) return 'ours'
    implementation ??= await readImplementation()
    const code = await chain.getCode({ address: account })
    if (code === undefined) return 'none'
    if (!isAccountCode(implementation, code)) return 'foreign'
    if (known.size >= MOST_KNOWN) known.clear()
    known.add(account)
    return 'ours'
  }
}
