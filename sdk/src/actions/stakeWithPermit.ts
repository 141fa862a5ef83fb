import type { Address, Hash } from 'viem'
import { parseSignature } from 'viem'
import { getChainId, readContract, signTypedData } from 'viem/actions'
import { sogniTokenAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { send, type WriteClient } from './action.ts'
import { vaultCall } from './stake.ts'

export interface StakeWithPermitParameters {
  readonly sogniToken: Address
  readonly stakingVault: Address
  readonly amount: bigint
  /** Unix time by the chain's clock until which the permit can be used. */
  readonly deadline: bigint
}

const PERMIT = [
  { name: 'owner', type: 'address' },
  { name: 'spender', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
] as const

/** Stakes in one transaction: the allowance is a signature (EIP-2612). */
export async function stakeWithPermit(
  client: WriteClient,
  { sogniToken, stakingVault, amount, deadline }: StakeWithPermitParameters,
): Promise<Hash> {
  const owner = client.account.address
  const message = { owner, spender: stakingVault, value: amount, deadline }
  try {
    const nonce = await readContract(client, {
      address: sogniToken,
      abi: sogniTokenAbi,
      functionName: 'nonces',
      args: [owner],
    })
    const signature = await signTypedData(client, {
      account: client.account,
      domain: {
        name: 'Sogni',
        version: '1',
        chainId: await getChainId(client),
        verifyingContract: sogniToken,
      },
      types: { Permit: PERMIT },
      primaryType: 'Permit',
      message: { ...message, nonce },
    })
    const { r, s, yParity } = parseSignature(signature)
    const args = [amount, deadline, 27 + yParity, r, s] as const
    return await send(client, vaultCall(stakingVault, 'stakeWithPermit', args))
  } catch (error) {
    throw toBaseError(error)
  }
}
