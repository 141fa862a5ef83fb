import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { autoStakerAbi, sogniTokenAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { callsOf, writeAction } from './action.ts'

const autoCall = callsOf(autoStakerAbi)

/** Sets the share of the caller's rewards that is staked, until it sets another. */
export const setAutoStake = writeAction(
  ({ autoStaker, shareBps }: { autoStaker: Address; shareBps: number }) =>
    autoCall(autoStaker, 'setShare', [shareBps]),
)

/** Stakes the share of what is in the owner's box and pays the rest; by anyone. */
export const distributeRewards = writeAction(
  ({ autoStaker, owner }: { autoStaker: Address; owner: Address }) =>
    autoCall(autoStaker, 'distribute', [owner]),
)

/** Rewards of an owner on their way through its box. */
export interface AutoStake {
  readonly shareBps: number
  /** What a worker's payout must be for the share to apply. */
  readonly box: Address
  /** Wei of SOGNI that wait in the box. */
  readonly waiting: bigint
}

export interface GetAutoStakeParameters {
  readonly autoStaker: Address
  readonly sogniToken: Address
  readonly owner: Address
}

export async function getAutoStake(
  client: Client,
  { autoStaker, sogniToken, owner }: GetAutoStakeParameters,
): Promise<AutoStake> {
  const contract = { abi: autoStakerAbi, address: autoStaker, args: [owner] } as const
  try {
    const [shareBps, box] = await Promise.all([
      readContract(client, { ...contract, functionName: 'shareOf' }),
      readContract(client, { ...contract, functionName: 'boxOf' }),
    ])
    const waiting = await readContract(client, {
      abi: sogniTokenAbi,
      address: sogniToken,
      functionName: 'balanceOf',
      args: [box],
    })
    return { shareBps, box, waiting }
  } catch (error) {
    throw toBaseError(error)
  }
}
