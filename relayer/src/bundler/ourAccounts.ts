import { accountFactoryAbi } from '@supernet/sdk/abi'
import { isAccountCode } from '@supernet/sdk/protocol'
import type { Address } from 'viem'
import type { Common } from '../common.ts'

/** More than is asked for in a day; then it starts anew. */
const MOST_KNOWN = 100_000

/**
 * Tells accounts of our code from wallets, delegated or not, and from other contracts, which may do anything with the
 * operations that a sponsor has measured. The code of an account never changes, nor what its factory makes.
 */
export function createAccountTest({ chain, network }: Pick<Common, 'chain' | 'network'>) {
  const known = new Set<Address>()
  let implementation: Address | undefined
  const readImplementation = () =>
    chain.readContract({
      address: network.contracts.accountFactory,
      abi: accountFactoryAbi,
      functionName: 'implementation',
    })

  return async (account: Address): Promise<boolean> => {
    if (known.has(account)) return true
    implementation ??= await readImplementation()
    const code = await chain.getCode({ address: account })
    if (code === undefined || !isAccountCode(implementation, code)) return false
    if (known.size >= MOST_KNOWN) known.clear()
    known.add(account)
    return true
  }
}
