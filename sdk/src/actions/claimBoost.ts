import type { Address, Client, Hex } from 'viem'
import { readContract } from 'viem/actions'
import { dailyBoostAbi } from '../abi/index.ts'
import { toBaseError } from '../errors/toBaseError.ts'
import { callsOf, writeAction } from './action.ts'

const boostCall = callsOf(dailyBoostAbi)

/** An attester's word and until when it counts, in Unix seconds. */
export interface Attested {
  readonly deadline: number
  readonly signature: Hex
}

export interface ClaimBoostParameters extends Attested {
  readonly dailyBoost: Address
  readonly account: Address
}

/** Gives an account its boost of today, by anyone who has the attester's word. */
export const claimBoost = writeAction(({ dailyBoost, account, deadline, signature }: ClaimBoostParameters) =>
  boostCall(dailyBoost, 'claim', [account, deadline, signature]),
)

export interface Boost {
  /** Promotional Spark of a day, in units of 1e-18. */
  readonly amount: bigint
  /** Days since 1970. */
  readonly today: number
  readonly claimed: boolean
  /** Days in a row, up to the last claim. */
  readonly streak: number
}

/** What an account would get today, and whether it has had it. */
export async function getBoost(
  client: Client,
  { dailyBoost, account }: { readonly dailyBoost: Address; readonly account: Address },
): Promise<Boost> {
  const boost = { abi: dailyBoostAbi, address: dailyBoost } as const
  try {
    const [amount, today, [day, streak]] = await Promise.all([
      readContract(client, { ...boost, functionName: 'amountOf', args: [account] }),
      readContract(client, { ...boost, functionName: 'today' }),
      readContract(client, { ...boost, functionName: 'lastClaim', args: [account] }),
    ])
    // A streak that was not kept up is over.
    return { amount, today, claimed: day === today, streak: day + 1 < today ? 0 : streak }
  } catch (error) {
    throw toBaseError(error)
  }
}
