import type { Address, Hash } from 'viem'
import { toBaseError } from '../errors/toBaseError.ts'
import { send, type WriteClient } from './action.ts'
import { signPermit } from './permit.ts'
import { vaultCall } from './stake.ts'

export interface StakeWithPermitParameters {
  readonly sogniToken: Address
  readonly stakingVault: Address
  readonly amount: bigint
  /** Unix time by the chain's clock until which the permit can be used. */
  readonly deadline: bigint
}

/** Stakes in one transaction: the allowance is a signature (EIP-2612). */
export async function stakeWithPermit(
  client: WriteClient,
  { sogniToken: token, stakingVault, amount, deadline }: StakeWithPermitParameters,
): Promise<Hash> {
  try {
    const { v, r, s } = await signPermit(client, { token, spender: stakingVault, amount, deadline })
    return await send(client, vaultCall(stakingVault, 'stakeWithPermit', [amount, deadline, v, r, s]))
  } catch (error) {
    throw toBaseError(error)
  }
}
