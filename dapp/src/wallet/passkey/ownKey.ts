import { supernetAccountAbi } from '@supernet/sdk/abi'
import type { PasskeyPublicKey } from '@supernet/sdk/protocol'
import type { Address, PublicClient } from 'viem'

/** Whether a passkey is the account's own, by the chain; the account must be made. */
export async function isOwnKey(
  chain: PublicClient,
  account: Address,
  key: PasskeyPublicKey,
): Promise<boolean> {
  const [qx, qy] = await chain.readContract({
    address: account,
    abi: supernetAccountAbi,
    functionName: 'signer',
  })
  return qx === key.qx && qy === key.qy
}
