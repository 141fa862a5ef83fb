import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { modelStakeAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { callsOf, writeAction } from './action.ts'

const modelStakeCall = callsOf(modelStakeAbi)

export interface ModelStakeParameters {
  readonly modelStake: Address
  readonly model: number
}
type WithAmount = ModelStakeParameters & {
  /** Wei of SOGNI. */
  readonly amount: bigint
}

/** Stakes SOGNI on a model, which the contract may pull: it is listed higher, and its creator earns more of the fund. */
export const stakeOnModel = writeAction(({ modelStake, model, amount }: WithAmount) =>
  modelStakeCall(modelStake, 'stake', [model, amount]),
)

/** Asks stake on a model back; it is ready after seven days, counted from the last request. */
export const unstakeFromModel = writeAction(({ modelStake, model, amount }: WithAmount) =>
  modelStakeCall(modelStake, 'requestUnstake', [model, amount]),
)

/** Takes stake on a model that has cooled down. */
export const withdrawModelStake = writeAction(({ modelStake, model }: ModelStakeParameters) =>
  modelStakeCall(modelStake, 'withdraw', [model]),
)

export interface ModelStakeState {
  readonly staked: bigint
  readonly cooling: bigint
  /** Unix time from which all that cools can be taken; 0 while nothing does. */
  readonly readyAt: number
  /** What everybody has staked on the model. */
  readonly total: bigint
  /** What that adds, at most 5,000. */
  readonly boostBps: number
}

/** What an account has staked on a model, and what all stake does for it. */
export async function getModelStake(
  client: Client,
  { modelStake, model, account }: ModelStakeParameters & { readonly account: Address },
): Promise<ModelStakeState> {
  const contract = { abi: modelStakeAbi, address: modelStake } as const
  try {
    const [position, total, boostBps] = await Promise.all([
      readContract(client, { ...contract, functionName: 'positionOf', args: [model, account] }),
      readContract(client, { ...contract, functionName: 'stakeOf', args: [model] }),
      readContract(client, { ...contract, functionName: 'boostBps', args: [model] }),
    ])
    return { ...position, total, boostBps: Number(boostBps) }
  } catch (error) {
    throw toBaseError(error)
  }
}
