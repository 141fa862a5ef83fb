import { isDelegated, type UserOperation } from '@supernet/sdk/protocol'
import { type Address, getAddress, type PublicClient, size, slice } from 'viem'

const PREFIX = '0xef0100'
const DESIGNATOR_BYTES = 23

/** The code that a delegated wallet will run: what its authorization names, else what the chain has. */
export async function delegateOf(
  chain: PublicClient,
  operation: UserOperation,
): Promise<Address | undefined> {
  if (!isDelegated(operation)) return undefined
  if (operation.eip7702Auth !== undefined) return operation.eip7702Auth.address
  const code = await chain.getCode({ address: operation.sender })
  if (code === undefined || size(code) !== DESIGNATOR_BYTES || slice(code, 0, 3) !== PREFIX) return undefined
  return getAddress(slice(code, 3))
}
